// @node-rs/argon2: the hashes of argon2 with other names for the options.
const argon2 = require('argon2');

const renamed = (options) => {
  const { outputLen, algorithm, version, ...others } = Object.assign(
    { memoryCost: 19456, timeCost: 2, parallelism: 1 },
    options
  );
  return Object.assign(others, {
    hashLength: outputLen,
    type: algorithm,
    version: version === 0 ? 0x10 : undefined,
  });
};

module.exports = {
  Algorithm: { Argon2d: 0, Argon2i: 1, Argon2id: 2 },
  Version: { V0x10: 0, V0x13: 1 },
  hash: (password, options) => argon2.hash(password, renamed(options)),
  hashRaw: (password, options) => argon2.hash(password, Object.assign(renamed(options), { raw: true })),
  verify: (hash, password, options) => argon2.verify(hash, password, options),
};
module.exports.default = module.exports;
