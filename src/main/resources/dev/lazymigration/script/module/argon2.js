// npm's argon2 (https://github.com/ranisalt/node-argon2).
const answer = require('internal/answer');
const bytes = require('internal/bytes');

const names = ['argon2d', 'argon2i', 'argon2id'];
const defaults = { hashLength: 32, timeCost: 3, memoryCost: 65536, parallelism: 4, type: 2, version: 0x13 };

const given = (options) => {
  const settings = Object.assign({}, defaults);
  Object.keys(options || {})
    .filter((name) => options[name] !== undefined)
    .forEach((name) => {
      settings[name] = options[name];
    });
  return settings;
};

const base64 = (buffer) => buffer.toString('base64').replace(/=+$/, '');

const raw = (plain, salt, settings, length) =>
  bytes(
    host.hash.argon2(
      plain,
      salt,
      settings.secret || '',
      settings.associatedData || '',
      length,
      names[settings.type] || String(settings.type),
      settings.version,
      settings.memoryCost,
      settings.timeCost,
      settings.parallelism
    )
  );

const hash = (plain, options) =>
  answer(undefined, () => {
    const settings = given(options);
    const salt = settings.salt || bytes(host.hash.randomBytes(16));
    const made = raw(plain, salt, settings, settings.hashLength);
    if (settings.raw) {
      return made;
    }
    const data = settings.associatedData ? [`data=${base64(Buffer.from(settings.associatedData))}`] : [];
    const costs = [`m=${settings.memoryCost}`, `t=${settings.timeCost}`, `p=${settings.parallelism}`].concat(data);
    return `$${names[settings.type]}$v=${settings.version}$${costs.join(',')}$${base64(Buffer.from(salt))}$${base64(made)}`;
  });

// A string in the PHC format; without a version it is of the first one.
const parsed = (digest) => {
  const form = /^\$(argon2(?:d|id|i))(?:\$v=(\d{1,3}))?\$([a-z]+=[^$]*)\$([A-Za-z0-9+/]+={0,2})\$([A-Za-z0-9+/]+={0,2})$/.exec(digest);
  if (form === null) {
    throw new TypeError('pchstr must contain a $ as first char');
  }
  const values = {};
  form[3].split(',').forEach((pair) => {
    const end = pair.indexOf('=');
    values[pair.slice(0, end)] = pair.slice(end + 1);
  });
  return {
    type: names.indexOf(form[1]),
    version: form[2] === undefined ? 0x10 : Number(form[2]),
    memoryCost: Number(values.m),
    timeCost: Number(values.t),
    parallelism: Number(values.p),
    associatedData: values.data === undefined ? undefined : Buffer.from(values.data, 'base64'),
    salt: Buffer.from(form[4], 'base64'),
    hash: Buffer.from(form[5], 'base64'),
  };
};

const verify = (digest, plain, options) =>
  answer(undefined, () => {
    const stored = parsed(digest);
    const settings = Object.assign(stored, { secret: options && options.secret });
    return host.hash.timingSafeEqual(raw(plain, stored.salt, settings, stored.hash.length), stored.hash);
  });

const needsRehash = (digest, options) => {
  const wanted = given(options);
  const stored = parsed(digest);
  return ['version', 'memoryCost', 'timeCost', 'parallelism'].some((name) => stored[name] !== wanted[name]);
};

module.exports = {
  argon2d: 0,
  argon2i: 1,
  argon2id: 2,
  defaults: defaults,
  hash: hash,
  verify: verify,
  needsRehash: needsRehash,
};
module.exports.default = module.exports;
