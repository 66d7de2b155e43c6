// The Web Cryptography API of Node (crypto.webcrypto): https://nodejs.org/api/webcrypto.html.
const answer = require('internal/answer');
const hashes = require('internal/crypto-hash');
const ciphers = require('internal/crypto-ciphers');
const keys = require('internal/crypto-keys');
const { asArrayBuffer, asBytes } = require('internal/crypto-bytes');

const { constants } = keys;
const curveNames = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' };

const failure = (name, message) => {
  const error = new Error(message);
  error.name = name;
  return error;
};

const unsupported = () => failure('NotSupportedError', 'Unrecognized algorithm name');

const normalized = (algorithm) => {
  const object = typeof algorithm === 'string' ? { name: algorithm } : Object.assign({}, algorithm);
  const known = [
    'HMAC', 'PBKDF2', 'HKDF', 'RSASSA-PKCS1-v1_5', 'RSA-PSS', 'RSA-OAEP', 'ECDSA', 'Ed25519', 'AES-CBC', 'AES-CTR',
    'AES-GCM', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512',
  ].filter((name) => name.toLowerCase() === String(object.name).toLowerCase());
  if (known.length === 0) {
    throw unsupported();
  }
  object.name = known[0];
  return object;
};

const hashName = (hash) => {
  const { name } = normalized(hash);
  if (!/^SHA-/.test(name)) {
    throw unsupported();
  }
  return name.replace('-', '').toLowerCase();
};

class CryptoKey {
  constructor(keyObject, algorithm, extractable, usages) {
    this.type = keyObject.type;
    this.extractable = Boolean(extractable);
    this.algorithm = algorithm;
    this.usages = usages;
    Object.defineProperty(this, '_keyObject', { value: keyObject });
  }
}

const mayBe = (key, algorithm, usage) => {
  if (!(key instanceof CryptoKey)) {
    throw new TypeError('The key is no CryptoKey');
  }
  if (key.algorithm.name !== algorithm.name) {
    throw failure('InvalidAccessError', 'Key algorithm mismatch');
  }
  if (key.usages.indexOf(usage) < 0) {
    throw failure('InvalidAccessError', `The key cannot be used for ${usage}`);
  }
  return key._keyObject;
};

const described = (algorithm, keyObject) => {
  const result = { name: algorithm.name };
  if (algorithm.hash !== undefined) {
    result.hash = normalized(algorithm.hash);
  }
  if (algorithm.namedCurve !== undefined) {
    result.namedCurve = algorithm.namedCurve;
  }
  if (keyObject.type === 'secret' && /^(AES|HMAC)/.test(algorithm.name)) {
    result.length = keyObject.symmetricKeySize * 8;
  }
  if (keyObject.asymmetricKeyType === 'rsa') {
    result.modulusLength = keyObject.asymmetricKeyDetails.modulusLength;
  }
  return result;
};

const objectOf = (format, data) => {
  switch (format) {
    case 'raw':
      return keys.createSecretKey(asBytes(data, 'utf8', 'keyData'));
    case 'pkcs8':
      return keys.createPrivateKey({ key: asBytes(data, 'utf8', 'keyData'), format: 'der', type: 'pkcs8' });
    case 'spki':
      return keys.createPublicKey({ key: asBytes(data, 'utf8', 'keyData'), format: 'der', type: 'spki' });
    case 'jwk':
      if (data.kty === 'oct') {
        return keys.createSecretKey(Buffer.from(String(data.k), 'base64url'));
      }
      return data.d === undefined
        ? keys.createPublicKey({ key: data, format: 'jwk' })
        : keys.createPrivateKey({ key: data, format: 'jwk' });
    default:
      throw unsupported();
  }
};

const fits = {
  HMAC: 'secret', PBKDF2: 'secret', HKDF: 'secret', 'AES-CBC': 'secret', 'AES-CTR': 'secret', 'AES-GCM': 'secret',
  'RSASSA-PKCS1-v1_5': 'rsa', 'RSA-PSS': 'rsa', 'RSA-OAEP': 'rsa', ECDSA: 'ec', Ed25519: 'ed25519',
};

const importKey = (format, data, algorithm, extractable, usages) => {
  const wanted = normalized(algorithm);
  const keyObject = objectOf(format, data);
  if ((keyObject.asymmetricKeyType || 'secret') !== fits[wanted.name]) {
    throw failure('DataError', 'Invalid key type');
  }
  if (wanted.name === 'ECDSA' && curveNames[wanted.namedCurve] !== keyObject.asymmetricKeyDetails.namedCurve) {
    throw failure('DataError', 'Named curve mismatch');
  }
  return new CryptoKey(keyObject, described(wanted, keyObject), extractable, Array.from(usages));
};

const exportKey = (format, key) => {
  if (!key.extractable) {
    throw failure('InvalidAccessError', 'key is not extractable');
  }
  if (format === 'jwk') {
    return Object.assign(key._keyObject.export({ format: 'jwk' }), { key_ops: key.usages, ext: true });
  }
  return asArrayBuffer(
    format === 'raw' ? key._keyObject.export() : key._keyObject.export({ format: 'der', type: format })
  );
};

const signatureOptions = (wanted, keyObject) => {
  switch (wanted.name) {
    case 'RSA-PSS':
      return { key: keyObject, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: wanted.saltLength };
    case 'ECDSA':
      return { key: keyObject, dsaEncoding: 'ieee-p1363' };
    default:
      return { key: keyObject };
  }
};

const signatureHash = (wanted, key) =>
  wanted.name === 'Ed25519' ? null : hashName(wanted.name === 'ECDSA' ? wanted.hash : key.algorithm.hash);

const hmacOf = (key, keyObject, data) =>
  hashes.createHmac(hashName(key.algorithm.hash), keyObject).update(asBytes(data, 'utf8', 'data')).digest();

const sign = (algorithm, key, data) => {
  const wanted = normalized(algorithm);
  const keyObject = mayBe(key, wanted, 'sign');
  return asArrayBuffer(
    wanted.name === 'HMAC'
      ? hmacOf(key, keyObject, data)
      : keys.sign(signatureHash(wanted, key), asBytes(data, 'utf8', 'data'), signatureOptions(wanted, keyObject))
  );
};

const verify = (algorithm, key, signature, data) => {
  const wanted = normalized(algorithm);
  const keyObject = mayBe(key, wanted, 'verify');
  const given = asBytes(signature, 'utf8', 'signature');
  if (wanted.name === 'HMAC') {
    const expected = hmacOf(key, keyObject, data);
    return expected.length === given.length && hashes.timingSafeEqual(expected, given);
  }
  const options = signatureOptions(wanted, keyObject);
  return keys.verify(signatureHash(wanted, key), asBytes(data, 'utf8', 'data'), options, given);
};

const derived = (wanted, keyObject, length) => {
  switch (wanted.name) {
    case 'PBKDF2':
      return hashes.pbkdf2Sync(keyObject.export(), wanted.salt, wanted.iterations, length / 8, hashName(wanted.hash));
    case 'HKDF':
      return Buffer.from(
        hashes.hkdfSync(hashName(wanted.hash), keyObject, wanted.salt, wanted.info, length / 8)
      );
    default:
      throw unsupported();
  }
};

const deriveBits = (algorithm, key, length) => {
  const wanted = normalized(algorithm);
  if (typeof length !== 'number' || length % 8 !== 0) {
    throw failure('OperationError', 'length must be a multiple of 8');
  }
  return derived(wanted, mayBe(key, wanted, 'deriveBits'), length);
};

const deriveKey = (algorithm, key, target, extractable, usages) => {
  const wanted = normalized(algorithm);
  const made = normalized(target);
  const blocks = { sha1: 512, sha256: 512, sha384: 1024, sha512: 1024 };
  const length = made.length || (made.name === 'HMAC' ? blocks[hashName(made.hash)] : 0);
  return importKey('raw', derived(wanted, mayBe(key, wanted, 'deriveKey'), length), target, extractable, usages);
};

const aes = (wanted, keyObject, encrypts) => {
  const bits = keyObject.symmetricKeySize * 8;
  const mode = wanted.name.slice('AES-'.length).toLowerCase();
  const make = encrypts ? ciphers.createCipheriv : ciphers.createDecipheriv;
  const tagLength = { authTagLength: (wanted.tagLength || 128) / 8 };
  return make(
    `aes-${bits}-${mode}`,
    keyObject,
    asBytes(wanted.name === 'AES-CTR' ? wanted.counter : wanted.iv, 'utf8', 'algorithm.iv'),
    mode === 'gcm' ? tagLength : undefined
  );
};

const oaep = (key, wanted, keyObject) => ({
  key: keyObject,
  oaepHash: hashName(key.algorithm.hash),
  oaepLabel: wanted.label,
});

const encrypt = (algorithm, key, data) => {
  const wanted = normalized(algorithm);
  const keyObject = mayBe(key, wanted, 'encrypt');
  const plain = asBytes(data, 'utf8', 'data');
  if (wanted.name === 'RSA-OAEP') {
    return keys.publicEncrypt(oaep(key, wanted, keyObject), plain);
  }
  const cipher = aes(wanted, keyObject, true);
  if (wanted.additionalData !== undefined) {
    cipher.setAAD(wanted.additionalData);
  }
  const pieces = [cipher.update(plain), cipher.final()];
  return Buffer.concat(wanted.name === 'AES-GCM' ? pieces.concat([cipher.getAuthTag()]) : pieces);
};

const decrypt = (algorithm, key, data) => {
  const wanted = normalized(algorithm);
  const keyObject = mayBe(key, wanted, 'decrypt');
  const secret = asBytes(data, 'utf8', 'data');
  if (wanted.name === 'RSA-OAEP') {
    return keys.privateDecrypt(oaep(key, wanted, keyObject), secret);
  }
  const cipher = aes(wanted, keyObject, false);
  if (wanted.additionalData !== undefined) {
    cipher.setAAD(wanted.additionalData);
  }
  const end = wanted.name === 'AES-GCM' ? secret.length - (wanted.tagLength || 128) / 8 : secret.length;
  if (wanted.name === 'AES-GCM') {
    cipher.setAuthTag(secret.slice(Math.max(0, end)));
  }
  return Buffer.concat([cipher.update(secret.slice(0, end)), cipher.final()]);
};

const generateKey = (algorithm, extractable, usages) => {
  const wanted = normalized(algorithm);
  if (fits[wanted.name] === 'secret') {
    const length = wanted.length || { sha384: 1024, sha512: 1024 }[wanted.hash && hashName(wanted.hash)] || 512;
    return importKey('raw', hashes.randomBytes(length / 8), algorithm, extractable, usages);
  }
  const options = { modulusLength: wanted.modulusLength, namedCurve: curveNames[wanted.namedCurve] };
  const pair = keys.generateKeyPairSync(fits[wanted.name], options);
  const half = (keyObject, fitting) =>
    new CryptoKey(
      keyObject,
      described(wanted, keyObject),
      keyObject.type === 'public' || extractable,
      Array.from(usages).filter((usage) => fitting.indexOf(usage) >= 0)
    );
  return {
    publicKey: half(pair.publicKey, ['verify', 'encrypt', 'wrapKey']),
    privateKey: half(pair.privateKey, ['sign', 'decrypt', 'unwrapKey']),
  };
};

const promised = (work) =>
  function () {
    const given = arguments;
    return answer(undefined, () => work.apply(null, given));
  };

const inBuffer = (work) =>
  promised(function () {
    return asArrayBuffer(work.apply(null, arguments));
  });

const subtle = {
  digest: inBuffer((algorithm, data) =>
    hashes.createHash(hashName(algorithm)).update(asBytes(data, 'utf8', 'data')).digest()
  ),
  importKey: promised(importKey),
  exportKey: promised(exportKey),
  generateKey: promised(generateKey),
  sign: promised(sign),
  verify: promised(verify),
  deriveBits: inBuffer(deriveBits),
  deriveKey: promised(deriveKey),
  encrypt: inBuffer(encrypt),
  decrypt: inBuffer(decrypt),
};

module.exports = {
  CryptoKey: CryptoKey,
  subtle: subtle,
  getRandomValues: hashes.getRandomValues,
  randomUUID: hashes.randomUUID,
};
