// Node's crypto (https://nodejs.org/api/crypto.html): digests, derived keys, ciphers, keys, signatures, random values.
const parts = [require('internal/crypto-hash'), require('internal/crypto-ciphers'), require('internal/crypto-keys')];

parts.forEach((part) => Object.assign(module.exports, part));
delete module.exports.isKeyObject;

// Few scripts want it, and it would have to be made in every run.
const lazily = (name, read) =>
  Object.defineProperty(module.exports, name, {
    get: () => read(require('internal/crypto-subtle')),
    enumerable: true,
    configurable: true,
  });
lazily('webcrypto', (web) => web);
lazily('subtle', (web) => web.subtle);
module.exports.default = module.exports;
