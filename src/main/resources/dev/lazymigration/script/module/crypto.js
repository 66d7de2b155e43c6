// The digests and random bytes of Node's crypto (https://nodejs.org/api/crypto.html); no ciphers and no keys.
const answer = require('internal/answer');
const bytes = require('internal/bytes');

const failure = (type, code, message) => {
  const error = new type(message);
  error.code = code;
  return error;
};

const asBytes = (value, encoding, name) => {
  if (typeof value === 'string') {
    return Buffer.from(value, encoding && encoding !== 'buffer' ? encoding : 'utf8');
  }
  if (value instanceof ArrayBuffer) {
    return Buffer.from(value);
  }
  if (ArrayBuffer.isView(value)) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
  throw failure(
    TypeError,
    'ERR_INVALID_ARG_TYPE',
    `The "${name}" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received ${
      value === null || value === undefined ? value : `type ${typeof value}`
    }`
  );
};

const encoded = (buffer, encoding) => (!encoding || encoding === 'buffer' ? buffer : buffer.toString(encoding));

// Hash and Hmac: collects the pieces and has them digested at once.
const collector = (digest) => {
  let pieces = [];
  const self = {
    update: (data, encoding) => {
      if (pieces === null) {
        throw failure(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
      }
      pieces.push(asBytes(data, encoding, 'data'));
      return self;
    },
    digest: (encoding) => {
      if (pieces === null) {
        throw failure(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
      }
      const all = Buffer.concat(pieces);
      pieces = null;
      return encoded(bytes(digest(all)), encoding);
    },
  };
  return self;
};

const createHash = (algorithm) => {
  // Fails here for an unknown name, as in Node, and not only at the end.
  host.hash.digest(algorithm, '');
  return collector((data) => host.hash.digest(algorithm, data));
};

const createHmac = (algorithm, key) => {
  const secret = asBytes(key, 'utf8', 'key');
  host.hash.hmac(algorithm, secret, '');
  return collector((data) => host.hash.hmac(algorithm, secret, data));
};

const pbkdf2Sync = (password, salt, iterations, length, digest) =>
  bytes(
    host.hash.pbkdf2(
      asBytes(password, 'utf8', 'password'),
      asBytes(salt, 'utf8', 'salt'),
      iterations,
      length,
      digest || 'sha1'
    )
  );

// Before Node 8 the digest could be left out and was sha1.
const pbkdf2 = (password, salt, iterations, length, digest, callback) =>
  typeof digest === 'function'
    ? answer(digest, () => pbkdf2Sync(password, salt, iterations, length))
    : answer(callback, () => pbkdf2Sync(password, salt, iterations, length, digest));

const scryptSync = (password, salt, length, options) => {
  const given = options || {};
  return bytes(
    host.hash.scrypt(
      asBytes(password, 'utf8', 'password'),
      asBytes(salt, 'utf8', 'salt'),
      length,
      given.N || given.cost || 16384,
      given.r || given.blockSize || 8,
      given.p || given.parallelization || 1,
      given.maxmem || 32 * 1024 * 1024
    )
  );
};

const scrypt = (password, salt, length, options, callback) =>
  typeof options === 'function'
    ? answer(options, () => scryptSync(password, salt, length))
    : answer(callback, () => scryptSync(password, salt, length, options));

const randomBytesSync = (size) => bytes(host.hash.randomBytes(size));

const randomFillSync = (target, offset, size) => {
  const view = target instanceof ArrayBuffer ? new Uint8Array(target) : target;
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const start = offset || 0;
  bytes.set(randomBytesSync(size === undefined ? bytes.length - start : size), start);
  return target;
};

// Without a callback it answers at once, unlike the others.
const randomBytes = (size, callback) =>
  typeof callback === 'function' ? answer(callback, () => randomBytesSync(size)) : randomBytesSync(size);

const randomUUID = () => {
  const random = randomBytesSync(16);
  random[6] = (random[6] & 0x0f) | 0x40;
  random[8] = (random[8] & 0x3f) | 0x80;
  return random.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

const timingSafeEqual = (one, other) => {
  const left = asBytes(one, 'utf8', 'buf1');
  const right = asBytes(other, 'utf8', 'buf2');
  if (left.length !== right.length) {
    throw failure(
      RangeError,
      'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH',
      'Input buffers must have the same byte length'
    );
  }
  return host.hash.timingSafeEqual(left, right);
};

module.exports = {
  createHash: createHash,
  createHmac: createHmac,
  getHashes: () => host.hash.names(),
  pbkdf2: pbkdf2,
  pbkdf2Sync: pbkdf2Sync,
  randomBytes: randomBytes,
  randomFillSync: randomFillSync,
  getRandomValues: (target) => randomFillSync(target),
  randomUUID: randomUUID,
  scrypt: scrypt,
  scryptSync: scryptSync,
  timingSafeEqual: timingSafeEqual,
};
module.exports.default = module.exports;
