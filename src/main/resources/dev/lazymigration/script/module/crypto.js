// Node's crypto (https://nodejs.org/api/crypto.html): digests, derived keys, ciphers, keys, signatures, random values.
Object.assign(module.exports, require('internal/crypto-hash'));

// Most scripts want a digest. The rest would have to be made in every run.
const lazily = (load, names) =>
  names.forEach((name) =>
    Object.defineProperty(module.exports, name, {
      get: () => load()[name],
      enumerable: true,
      configurable: true,
    })
  );
lazily(
  () => require('internal/crypto-ciphers'),
  [
    'Cipheriv',
    'Decipheriv',
    'createCipher',
    'createCipheriv',
    'createDecipher',
    'createDecipheriv',
    'getCipherInfo',
    'getCiphers',
  ]
);
lazily(
  () => require('internal/crypto-keys'),
  [
    'KeyObject',
    'Sign',
    'Verify',
    'constants',
    'createPrivateKey',
    'createPublicKey',
    'createSecretKey',
    'createSign',
    'createVerify',
    'generateKeyPair',
    'generateKeyPairSync',
    'generateKeySync',
    'getCurves',
    'privateDecrypt',
    'privateEncrypt',
    'publicDecrypt',
    'publicEncrypt',
    'sign',
    'verify',
  ]
);
lazily(() => require('internal/crypto-subtle'), ['subtle']);
lazily(() => ({ webcrypto: require('internal/crypto-subtle') }), ['webcrypto']);
module.exports.default = module.exports;
