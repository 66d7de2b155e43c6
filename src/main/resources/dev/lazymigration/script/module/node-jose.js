// The functions of npm's node-jose that scripts use, over crypto: keys, key stores, signatures, and encryption with "dir"
// and RSA-OAEP.
const crypto = require('crypto');
const algorithms = require('internal/jose-algorithms');

const promised = (work) =>
  function () {
    try {
      return Promise.resolve(work.apply(this, arguments));
    } catch (e) {
      return Promise.reject(e);
    }
  };

const base64url = {
  encode: (data, encoding) => Buffer.from(data, encoding).toString('base64url'),
  decode: (text) => Buffer.from(text, 'base64url'),
};

const asBuffer = (data, encoding) => {
  if (typeof data === 'string') {
    return encoding === 'base64url' ? base64url.decode(data) : Buffer.from(data, encoding || 'utf8');
  }
  return Buffer.isBuffer(data) || data instanceof Uint8Array ? Buffer.from(data) : Buffer.from(JSON.stringify(data));
};

const thumbprintMembers = { RSA: ['e', 'kty', 'n'], EC: ['crv', 'kty', 'x', 'y'], OKP: ['crv', 'kty', 'x'], oct: ['k', 'kty'] };
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'];
const known = ['kty', 'n', 'e', 'x', 'y', 'crv'].concat(privateMembers);

const thumbprint = (jwk) => {
  const needed = {};
  thumbprintMembers[jwk.kty].forEach((name) => {
    needed[name] = jwk[name];
  });
  return crypto.createHash('sha256').update(JSON.stringify(needed)).digest();
};

class Key {
  constructor(keyObject, extras, store) {
    const material = keyObject.export({ format: 'jwk' });
    const others = Object.assign({}, extras);
    known.forEach((name) => delete others[name]);
    this.kty = material.kty;
    this.kid = others.kid || thumbprint(material).toString('base64url');
    this.use = others.use || '';
    this.alg = others.alg || '';
    this.keystore = store;
    this.length =
      keyObject.type === 'secret'
        ? keyObject.symmetricKeySize * 8
        : keyObject.asymmetricKeyDetails.modulusLength || { 'P-384': 384, 'P-521': 521 }[material.crv] || 256;
    Object.defineProperty(this, '_material', { value: material });
    Object.defineProperty(this, '_others', { value: others });
    Object.defineProperty(this, '_keyObject', { value: keyObject });
  }

  get has() {
    return this._keyObject.type;
  }

  toJSON(isPrivate, excluded) {
    const hidden = Array.isArray(isPrivate) ? isPrivate : excluded || [];
    const all = Object.assign({ kty: this.kty, kid: this.kid }, this._others, this._material);
    const json = {};
    Object.keys(all)
      .filter((name) => hidden.indexOf(name) < 0)
      .filter((name) => isPrivate === true || privateMembers.indexOf(name) < 0)
      .forEach((name) => {
        json[name] = all[name];
      });
    return json;
  }

  toObject(isPrivate) {
    return this.toJSON(isPrivate);
  }

  toPEM(isPrivate) {
    return isPrivate
      ? this._keyObject.export({ format: 'pem', type: 'pkcs8' })
      : crypto.createPublicKey(this._keyObject).export({ format: 'pem', type: 'spki' });
  }

  get(name, isPrivate) {
    return this.toJSON(isPrivate)[name];
  }

  thumbprint() {
    return Promise.resolve(thumbprint(this._material));
  }

  algorithms(mode) {
    const all = ['HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
    return mode === 'encrypt' || mode === 'decrypt' || mode === 'wrap' || mode === 'unwrap'
      ? this.kty === 'RSA'
        ? ['RSA-OAEP', 'RSA-OAEP-256']
        : ['dir']
      : all.filter((alg) => algorithms.fits(alg, this._keyObject));
  }

  supports(alg, mode) {
    return this.algorithms(mode).indexOf(alg) >= 0;
  }
}

const keyObjectOf = (input, form) => {
  const isText = typeof input === 'string' || Buffer.isBuffer(input);
  if (isText && form !== undefined && form !== 'json') {
    if (form === 'pem' || /-----BEGIN/.test(input.toString('latin1'))) {
      return /PRIVATE KEY-----/.test(input.toString('latin1')) ? crypto.createPrivateKey(input) : crypto.createPublicKey(input);
    }
    const der = Buffer.isBuffer(input) ? input : Buffer.from(input, 'binary');
    return form === 'pkcs8' || form === 'private'
      ? crypto.createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
      : crypto.createPublicKey({ key: der, format: 'der', type: 'spki' });
  }
  if (isText && /-----BEGIN/.test(input.toString('latin1'))) {
    return keyObjectOf(input, 'pem');
  }
  const jwk = isText ? JSON.parse(input.toString('utf8')) : input;
  if (typeof jwk !== 'object' || jwk === null || thumbprintMembers[jwk.kty] === undefined) {
    throw new Error('unsupported key type');
  }
  if (jwk.kty === 'oct') {
    return crypto.createSecretKey(base64url.decode(jwk.k));
  }
  return jwk.d === undefined
    ? crypto.createPublicKey({ key: jwk, format: 'jwk' })
    : crypto.createPrivateKey({ key: jwk, format: 'jwk' });
};

const jwkOf = (input, form) => {
  const isText = typeof input === 'string' || Buffer.isBuffer(input);
  const isJson = isText && (form === undefined || form === 'json') && !/-----BEGIN/.test(input.toString('latin1'));
  return isJson ? JSON.parse(input.toString('utf8')) : isText ? {} : input;
};

const keyFrom = (input, form, extras, store) =>
  input instanceof Key
    ? input
    : new Key(keyObjectOf(input, form), Object.assign({}, jwkOf(input, form), extras), store);

const bitsOf = { 'P-256': 'P-256', 'P-384': 'P-384', 'P-521': 'P-521', secp256k1: 'secp256k1' };

const newKey = (kty, size, extras, store) => {
  switch (kty) {
    case 'oct':
      return new Key(crypto.createSecretKey(crypto.randomBytes((size || 256) / 8)), extras, store);
    case 'RSA':
      return new Key(crypto.generateKeyPairSync('rsa', { modulusLength: size || 2048 }).privateKey, extras, store);
    case 'EC':
      return new Key(crypto.generateKeyPairSync('ec', { namedCurve: bitsOf[size] || 'P-256' }).privateKey, extras, store);
    case 'OKP':
      return new Key(crypto.generateKeyPairSync('ed25519').privateKey, extras, store);
    default:
      throw new Error('unsupported key type');
  }
};

class KeyStore {
  constructor() {
    Object.defineProperty(this, '_keys', { value: [] });
    this.add = promised((input, form, extras) => {
      const key = keyFrom(input, typeof form === 'string' ? form : undefined, typeof form === 'object' ? form : extras, this);
      this._keys.push(key);
      return key;
    });
    this.generate = promised((kty, size, extras) => {
      const key = newKey(kty, size, extras, this);
      this._keys.push(key);
      return key;
    });
  }

  all(filter) {
    const wanted = typeof filter === 'string' ? { kid: filter } : filter || {};
    return this._keys.filter((key) =>
      Object.keys(wanted).every((name) => wanted[name] === undefined || key[name] === wanted[name])
    );
  }

  get(filter, others) {
    const wanted = typeof filter === 'string' ? Object.assign({ kid: filter }, others) : filter;
    return this.all(wanted)[0] || null;
  }

  remove(key) {
    const index = this._keys.indexOf(key);
    if (index >= 0) {
      this._keys.splice(index, 1);
    }
  }

  toJSON(isPrivate) {
    return { keys: this._keys.map((key) => key.toJSON(isPrivate)) };
  }
}

const asKeyStore = promised((input) => {
  const json = typeof input === 'string' ? JSON.parse(input) : input;
  const store = new KeyStore();
  (Array.isArray(json) ? json : json.keys).forEach((jwk) => store._keys.push(keyFrom(jwk, 'json', {}, store)));
  return store;
});

// update() collects, final() ends.
class Input {
  constructor(finish) {
    this._pieces = [];
    this._finish = finish;
    this.final = promised((data, encoding) => {
      if (data !== undefined && data !== null) {
        this.update(data, encoding);
      }
      return this._finish(Buffer.concat(this._pieces));
    });
  }

  update(data, encoding) {
    this._pieces.push(asBuffer(data, encoding));
    return this;
  }
}

const formatOf = (options) => options.format || (options.compact ? 'compact' : 'general');

// A key may be given as its JSON too, by itself or as the "key" of a signer.
const isJwk = (value) => typeof value === 'object' && value !== null && 'kty' in value;

const isSigner = (value) => isJwk(value) || Boolean(value && isJwk(value.key));

const withKey = (signer) =>
  isJwk(signer) ? { key: keyFrom(signer, 'json') } : Object.assign({}, signer, { key: keyFrom(signer.key, 'json') });

const firstKey = (keys) => withKey(Array.isArray(keys) ? keys[0] : keys);

// createSign(options?, key, …)
const createSign = function (options, keys) {
  const optionsGiven = !isSigner(options) && !Array.isArray(options);
  const settings = optionsGiven ? options || {} : {};
  const given = optionsGiven ? keys : options;
  const all = Array.isArray(given) ? given : [given];
  if (all.length === 0 || !all.every(isSigner)) {
    throw new Error('at least one key must be provided');
  }
  const signers = all.map(withKey);
  const format = formatOf(settings);
  if (signers.length > 1 && format !== 'general') {
    throw new Error('Too many signers for a single-signature format');
  }
  return new Input((payload) => {
    const body = payload.toString('base64url');
    const signatures = signers.map((signer) => {
      const header = Object.assign({}, settings.fields, signer.header);
      header.alg = header.alg || settings.alg || signer.alg || signer.key.alg || signer.key.algorithms('sign')[0];
      const reference = signer.reference === undefined ? settings.reference : signer.reference;
      if (reference !== false && reference !== null && header.kid === undefined) {
        header.kid = signer.key.kid;
      }
      const protectedPart = base64url.encode(JSON.stringify(header));
      const data = Buffer.from(`${protectedPart}.${body}`, 'ascii');
      const signature = algorithms.sign(header.alg, signer.key._keyObject, data).toString('base64url');
      return { protected: protectedPart, signature: signature };
    });
    if (format === 'compact') {
      return `${signatures[0].protected}.${body}.${signatures[0].signature}`;
    }
    return format === 'flattened'
      ? Object.assign({ payload: body }, signatures[0])
      : { payload: body, signatures: signatures };
  });
};

const optionAlgorithms = (options) => options && options.algorithms;

const isAllowed = (alg, allowed) =>
  allowed === undefined ||
  allowed.some((pattern) => new RegExp(`^${pattern.replace(/[^A-Za-z0-9*-]/g, '').replace(/\*/g, '.*')}$`).test(alg));

const keysFor = (source, header) => {
  if (source instanceof Key) {
    return [source];
  }
  if (source instanceof KeyStore) {
    return source.all(header.kid === undefined ? {} : { kid: header.kid });
  }
  return [];
};

const signaturesIn = (input) => {
  const jws = typeof input === 'string' && input.trim().charAt(0) === '{' ? JSON.parse(input) : input;
  if (typeof jws === 'string') {
    const parts = jws.split('.');
    return parts.length === 3 ? [{ protected: parts[0], payload: parts[1], signature: parts[2] }] : [];
  }
  return Array.isArray(jws.signatures)
    ? jws.signatures.map((one) => Object.assign({ payload: jws.payload }, one))
    : [jws];
};

const createVerify = (source, defaults) => ({
  verify: promised((input, options) => {
    const settings = Object.assign({}, source instanceof Key || source instanceof KeyStore ? {} : source, defaults, options);
    for (const one of signaturesIn(input)) {
      const header = JSON.parse(base64url.decode(one.protected).toString('utf8'));
      const embedded = settings.allowEmbeddedKey && header.jwk ? [keyFrom(header.jwk, 'json')] : [];
      const signature = base64url.decode(one.signature);
      const data = Buffer.from(`${one.protected}.${one.payload}`, 'utf8');
      const critical = header.crit !== undefined;
      const fitting = keysFor(source, header)
        .concat(embedded)
        .filter((key) => algorithms.isKnown(header.alg) && algorithms.fits(header.alg, key._keyObject))
        .filter(() => isAllowed(header.alg, optionAlgorithms(settings)) && !critical);
      for (const key of fitting) {
        if (algorithms.verify(header.alg, key._keyObject, data, signature)) {
          return {
            protected: Object.keys(header),
            header: header,
            payload: base64url.decode(one.payload),
            signature: signature,
            key: key,
          };
        }
      }
    }
    throw new Error('no key found');
  }),
});

const createEncrypt = function (options, recipients) {
  const optionsGiven = !isSigner(options);
  const settings = optionsGiven ? options || {} : {};
  const { key } = firstKey(optionsGiven ? recipients : options);
  const format = formatOf(settings);
  return new Input((plaintext) => {
    const header = Object.assign({}, settings.fields);
    header.alg = header.alg || key.alg || key.algorithms('encrypt')[0];
    header.enc = settings.contentAlg || header.enc || 'A128CBC-HS256';
    header.kid = header.kid || key.kid;
    const contentKey = algorithms.newContentKey(header.alg, header.enc, key._keyObject);
    const protectedPart = base64url.encode(JSON.stringify(header));
    const made = algorithms.encryptContent(header.enc, contentKey.key, plaintext, Buffer.from(protectedPart, 'ascii'));
    const parts = {
      protected: protectedPart,
      encrypted_key: contentKey.sent.toString('base64url'),
      iv: made.iv.toString('base64url'),
      ciphertext: made.ciphertext.toString('base64url'),
      tag: made.tag.toString('base64url'),
    };
    if (format === 'compact') {
      return [parts.protected, parts.encrypted_key, parts.iv, parts.ciphertext, parts.tag].join('.');
    }
    if (format === 'flattened') {
      return parts;
    }
    const { encrypted_key: sent } = parts;
    delete parts.encrypted_key;
    return Object.assign(parts, { recipients: [{ encrypted_key: sent }] });
  });
};

const partsOfEncrypted = (input) => {
  const jwe = typeof input === 'string' && input.trim().charAt(0) === '{' ? JSON.parse(input) : input;
  if (typeof jwe !== 'string') {
    const sent = jwe.recipients ? jwe.recipients[0].encrypted_key : jwe.encrypted_key;
    return [jwe.protected, sent || '', jwe.iv, jwe.ciphertext, jwe.tag];
  }
  return jwe.split('.');
};

const createDecrypt = (source) => ({
  decrypt: promised((input) => {
    const parts = partsOfEncrypted(input);
    if (parts.length !== 5) {
      throw new Error('invalid JWE');
    }
    const header = JSON.parse(base64url.decode(parts[0]).toString('utf8'));
    if (header.crit !== undefined || header.zip !== undefined) {
      throw new Error('unsupported header');
    }
    const [sent, iv, ciphertext, tag] = parts.slice(1).map(base64url.decode);
    for (const key of keysFor(source, header)) {
      try {
        const contentKey = algorithms.contentKey(header.alg, key._keyObject, sent);
        const plain = algorithms.decryptContent(header.enc, contentKey, iv, ciphertext, tag, Buffer.from(parts[0], 'ascii'));
        return { header: header, protected: Object.keys(header), payload: plain, plaintext: plain, key: key };
      } catch (e) {
        // Another key may fit.
      }
    }
    throw new Error('no key found');
  }),
});

module.exports = {
  JWK: {
    asKey: promised((input, form, extras) =>
      keyFrom(input, typeof form === 'string' ? form : undefined, typeof form === 'object' ? form : extras)
    ),
    asKeyStore: asKeyStore,
    createKey: promised((kty, size, extras) => newKey(kty, size, extras)),
    createKeyStore: () => new KeyStore(),
    isKey: (value) => value instanceof Key,
    isKeyStore: (value) => value instanceof KeyStore,
    MODE_SIGN: 'sign',
    MODE_VERIFY: 'verify',
    MODE_ENCRYPT: 'encrypt',
    MODE_DECRYPT: 'decrypt',
  },
  JWS: { createSign: createSign, createVerify: createVerify },
  JWE: { createEncrypt: createEncrypt, createDecrypt: createDecrypt },
  util: { base64url: base64url, asBuffer: asBuffer },
};
module.exports.default = module.exports;
