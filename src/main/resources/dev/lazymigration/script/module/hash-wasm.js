// The digests and password checks of hash-wasm; all answer by promises.
const answer = require('internal/answer');
const argon2 = require('argon2');
const bcrypt = require('bcrypt');
const crypto = require('crypto');

const digests = {};
['md4', 'md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'ripemd160', 'whirlpool'].forEach((name) => {
  digests[name] = (data) => answer(undefined, () => crypto.createHash(name).update(data).digest('hex'));
});

const kdf = (type) => (options) =>
  argon2
    .hash(options.password, {
      type: type,
      salt: Buffer.from(options.salt),
      secret: options.secret,
      timeCost: options.iterations,
      memoryCost: options.memorySize,
      parallelism: options.parallelism,
      hashLength: options.hashLength,
      raw: options.outputType !== 'encoded',
    })
    .then((hash) => (options.outputType === 'encoded' || options.outputType === 'binary' ? hash : hash.toString('hex')));

module.exports = Object.assign(digests, {
  argon2d: kdf(argon2.argon2d),
  argon2i: kdf(argon2.argon2i),
  argon2id: kdf(argon2.argon2id),
  argon2Verify: ({ password, hash, secret }) => argon2.verify(hash, password, { secret: secret }),
  bcryptVerify: ({ password, hash }) => bcrypt.compare(password, hash),
  scrypt: ({ password, salt, costFactor, blockSize, parallelism, hashLength, outputType }) =>
    answer(undefined, () => {
      const cost = { N: costFactor, r: blockSize, p: parallelism, maxmem: 0x7fffffff };
      const key = crypto.scryptSync(password, Buffer.from(salt), hashLength, cost);
      return outputType === 'binary' ? key : key.toString('hex');
    }),
});
module.exports.default = module.exports;
