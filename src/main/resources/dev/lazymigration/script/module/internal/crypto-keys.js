// Keys, signatures and encryption with public keys of Node's crypto. A key is held as its DER, and what the host tells of it.
const answer = require('internal/answer');
const { asBytes, bytes, encoded, failure, withCode, wrongType } = require('internal/crypto-bytes');

const constants = {
  RSA_PKCS1_PADDING: 1,
  RSA_NO_PADDING: 3,
  RSA_PKCS1_OAEP_PADDING: 4,
  RSA_PKCS1_PSS_PADDING: 6,
  RSA_PSS_SALTLEN_DIGEST: -1,
  RSA_PSS_SALTLEN_MAX_SIGN: -2,
  RSA_PSS_SALTLEN_AUTO: -2,
};

// What a KeyObject is; the key itself is no property of it.
const contents = new WeakMap();

const pemOf = (label, der) =>
  `-----BEGIN ${label}-----\n${der.toString('base64').replace(/(.{64})(?=.)/g, '$1\n')}\n-----END ${label}-----\n`;

class KeyObject {
  constructor(type, content) {
    if (!content) {
      throw failure(TypeError, 'ERR_INVALID_ARG_VALUE', 'Use createSecretKey, createPublicKey or createPrivateKey');
    }
    this.type = type;
    contents.set(this, content);
  }

  static from(key) {
    const object = key && key._keyObject;
    if (!isKeyObject(object)) {
      throw wrongType('key', 'an instance of CryptoKey', key);
    }
    return object;
  }

  get symmetricKeySize() {
    return this.type === 'secret' ? contents.get(this).length : undefined;
  }

  get asymmetricKeyType() {
    return this.type === 'secret' ? undefined : contents.get(this).type;
  }

  get asymmetricKeySize() {
    const bits = this.type === 'secret' ? undefined : contents.get(this).bits;
    return bits === undefined ? undefined : Math.ceil(bits / 8);
  }

  get asymmetricKeyDetails() {
    if (this.type === 'secret') {
      return undefined;
    }
    const content = contents.get(this);
    if (content.type === 'rsa') {
      return { modulusLength: content.bits, publicExponent: BigInt(content.exponent) };
    }
    return content.curve === undefined ? {} : { namedCurve: content.curve };
  }

  equals(other) {
    const der = (key) => (key.type === 'secret' ? contents.get(key) : bytes(contents.get(key).der));
    return isKeyObject(other) && other.type === this.type && der(this).equals(der(other));
  }

  export(options) {
    const content = contents.get(this);
    const wanted = options || {};
    if (this.type === 'secret') {
      return wanted.format === 'jwk' ? { kty: 'oct', k: content.toString('base64url') } : Buffer.from(content);
    }
    if (wanted.format === 'jwk') {
      return host.key.toJwk(content.kind, content.der);
    }
    if (wanted.cipher || wanted.passphrase) {
      throw failure(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'Keys cannot be exported encrypted here');
    }
    const type = wanted.type || (this.type === 'private' ? 'pkcs8' : 'spki');
    const label = {
      pkcs1: this.type === 'private' ? 'RSA PRIVATE KEY' : 'RSA PUBLIC KEY',
      sec1: 'EC PRIVATE KEY',
      pkcs8: 'PRIVATE KEY',
      spki: 'PUBLIC KEY',
    }[type];
    const fits = {
      pkcs1: content.type === 'rsa',
      sec1: content.type === 'ec' && this.type === 'private',
      pkcs8: this.type === 'private',
      spki: this.type === 'public',
    }[type];
    if (!fits) {
      throw failure(
        Error,
        'ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS',
        `The selected key encoding ${type} does not support this key.`
      );
    }
    const der = bytes(host.key.export(content.kind, content.der, type));
    return wanted.format === 'der' ? der : pemOf(label, der);
  }
}

const isKeyObject = (value) => typeof value === 'object' && value !== null && contents.has(value);

const keyOf = (content) => new KeyObject(content.kind, content);

const createSecretKey = (key, encoding) => new KeyObject('secret', Buffer.from(asBytes(key, encoding, 'key')));

// Whatever Node takes for a key, as KeyObject, private or public as it comes.
const readKey = (input, isPrivate) => withCode(() => readKeyNow(input, isPrivate));

const readKeyNow = (input, isPrivate) => {
  if (isKeyObject(input)) {
    return input;
  }
  if (input && isKeyObject(input._keyObject)) {
    return input._keyObject;
  }
  if (typeof input === 'string' || ArrayBuffer.isView(input) || input instanceof ArrayBuffer) {
    return keyOf(host.key.pem(asBytes(input, 'utf8', 'key'), null));
  }
  if (typeof input !== 'object' || input === null || input.key === undefined || input.key === null) {
    throw wrongType('key', 'of type string or an instance of Buffer, TypedArray, DataView, KeyObject, or CryptoKey', input);
  }
  if (input.format === 'jwk') {
    return keyOf(host.key.jwk(input.key));
  }
  if (isKeyObject(input.key) || isKeyObject(input.key._keyObject)) {
    return readKey(input.key, isPrivate);
  }
  const content = asBytes(input.key, input.encoding, 'key.key');
  const passphrase =
    input.passphrase === undefined || input.passphrase === null
      ? null
      : asBytes(input.passphrase, input.encoding, 'key.passphrase');
  return keyOf(
    input.format === 'der'
      ? host.key.der(content, passphrase, input.type || (isPrivate ? 'pkcs8' : 'spki'), isPrivate)
      : host.key.pem(content, passphrase)
  );
};

const wrongKind = (key, expected) =>
  failure(
    TypeError,
    'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE',
    `Invalid key object type ${key.type}, expected ${expected}.`
  );

const privateKey = (input) => {
  const key = readKey(input, true);
  if (key.type !== 'private') {
    throw wrongKind(key, 'private');
  }
  return key;
};

const publicKey = (input) => {
  const key = readKey(input, false);
  if (key.type === 'secret') {
    throw wrongKind(key, 'private or public');
  }
  if (key.type === 'public') {
    return key;
  }
  const content = contents.get(key);
  return keyOf(host.key.publicOf(content.kind, content.der));
};

const digestName = (algorithm) => (algorithm === null || algorithm === undefined ? 'sha256' : algorithm);

// [algorithm, whether it is PSS, length of its salt, whether ECDSA is plain]
const schemeOf = (algorithm, options) => {
  const pss = options.padding === constants.RSA_PKCS1_PSS_PADDING;
  const salt = options.saltLength === undefined ? constants.RSA_PSS_SALTLEN_MAX_SIGN : options.saltLength;
  return [digestName(algorithm), pss, salt, options.dsaEncoding === 'ieee-p1363'];
};

const optionsOf = (key) => (isKeyObject(key) || typeof key !== 'object' || key === null ? {} : key);

const signNow = (algorithm, data, key) => {
  const content = contents.get(privateKey(key));
  const scheme = schemeOf(algorithm, optionsOf(key));
  return bytes(host.key.sign.apply(null, [content.kind, content.der, data].concat(scheme)));
};

const verifyNow = (algorithm, data, key, signature) => {
  const content = contents.get(publicKey(key));
  const scheme = schemeOf(algorithm, optionsOf(key));
  return host.key.verify.apply(null, [content.kind, content.der, data, signature].concat(scheme));
};

const whenAsked = (callback, work) => (typeof callback === 'function' ? answer(callback, work) : work());

// Collects the pieces that are to be signed or verified.
class Pieces {
  constructor(algorithm) {
    if (typeof algorithm !== 'string') {
      throw wrongType('algorithm', 'of type string', algorithm);
    }
    // Fails here for an unknown name.
    host.hash.digest(algorithm, '');
    this._algorithm = algorithm;
    this._pieces = [];
  }

  update(data, encoding) {
    this._pieces.push(Buffer.from(asBytes(data, encoding, 'data')));
    return this;
  }

  write(data, encoding) {
    this.update(data, encoding);
    return true;
  }

  end(data, encoding) {
    if (data !== undefined && data !== null) {
      this.update(data, encoding);
    }
    return this;
  }
}

class Sign extends Pieces {
  sign(key, encoding) {
    return encoded(signNow(this._algorithm, Buffer.concat(this._pieces), key), encoding);
  }
}

class Verify extends Pieces {
  verify(key, signature, encoding) {
    return verifyNow(this._algorithm, Buffer.concat(this._pieces), key, asBytes(signature, encoding, 'signature'));
  }
}

const paddings = {};
paddings[constants.RSA_PKCS1_PADDING] = 'pkcs1';
paddings[constants.RSA_NO_PADDING] = 'none';
paddings[constants.RSA_PKCS1_OAEP_PADDING] = 'oaep';

const rsa = (work, key, withPrivate, data, defaultPadding) => {
  const options = optionsOf(key);
  const content = contents.get(withPrivate ? privateKey(key) : publicKey(key));
  return bytes(
    host.key[work](
      content.kind,
      content.der,
      asBytes(data, options.encoding, 'buffer'),
      withPrivate,
      paddings[options.padding || defaultPadding] || '',
      options.oaepHash || 'sha1',
      options.oaepLabel === undefined ? '' : asBytes(options.oaepLabel, 'utf8', 'key.oaepLabel')
    )
  );
};

const generateKeyPairSync = (type, options) => {
  const given = options || {};
  const made = keyOf(host.key.generate(type, given.modulusLength, given.namedCurve));
  const pair = { publicKey: publicKey(made), privateKey: made };
  const exported = (key, encoding) => (encoding ? key.export(encoding) : key);
  return {
    publicKey: exported(pair.publicKey, given.publicKeyEncoding),
    privateKey: exported(pair.privateKey, given.privateKeyEncoding),
  };
};

const generateKeyPair = (type, options, callback) => {
  const answered = (error, pair) => (error ? callback(error) : callback(null, pair.publicKey, pair.privateKey));
  return answer(typeof callback === 'function' ? answered : undefined, () => generateKeyPairSync(type, options));
};

module.exports = {
  KeyObject: KeyObject,
  Sign: Sign,
  Verify: Verify,
  constants: constants,
  createPrivateKey: privateKey,
  createPublicKey: publicKey,
  createSecretKey: createSecretKey,
  createSign: (algorithm) => new Sign(algorithm),
  createVerify: (algorithm) => new Verify(algorithm),
  generateKeyPair: generateKeyPair,
  generateKeyPairSync: generateKeyPairSync,
  generateKeySync: (type, options) => createSecretKey(bytes(host.hash.randomBytes(Math.floor(options.length / 8)))),
  getCurves: () => ['prime256v1', 'secp256k1', 'secp384r1', 'secp521r1'],
  privateDecrypt: (key, data) => rsa('decrypt', key, true, data, constants.RSA_PKCS1_OAEP_PADDING),
  privateEncrypt: (key, data) => rsa('encrypt', key, true, data, constants.RSA_PKCS1_PADDING),
  publicDecrypt: (key, data) => rsa('decrypt', key, false, data, constants.RSA_PKCS1_PADDING),
  publicEncrypt: (key, data) => rsa('encrypt', key, false, data, constants.RSA_PKCS1_OAEP_PADDING),
  sign: (algorithm, data, key, callback) =>
    whenAsked(callback, () => signNow(algorithm, asBytes(data, 'utf8', 'data'), key)),
  verify: (algorithm, data, key, signature, callback) =>
    whenAsked(callback, () =>
      verifyNow(algorithm, asBytes(data, 'utf8', 'data'), key, asBytes(signature, 'utf8', 'signature'))
    ),
};
