// The functions of npm's jose 4 and 5 that scripts use, with its error codes, over crypto. Encryption: "dir" and RSA-OAEP.
const crypto = require('crypto');
const algorithms = require('internal/jose-algorithms');

class JOSEError extends Error {
  constructor(message) {
    super(message);
    this.name = 'JOSEError';
    this.code = 'ERR_JOSE_GENERIC';
  }
}

const errors = { JOSEError: JOSEError };
const errorClass = (name, code, defaultMessage) => {
  errors[name] = class extends JOSEError {
    constructor(message) {
      super(message === undefined ? defaultMessage : message);
      this.name = name;
      this.code = code;
    }
  };
  Object.defineProperty(errors[name], 'name', { value: name });
  errors[name].code = code;
};
[
  ['JOSEAlgNotAllowed', 'ERR_JOSE_ALG_NOT_ALLOWED'],
  ['JOSENotSupported', 'ERR_JOSE_NOT_SUPPORTED'],
  ['JWSInvalid', 'ERR_JWS_INVALID'],
  ['JWTInvalid', 'ERR_JWT_INVALID'],
  ['JWEInvalid', 'ERR_JWE_INVALID'],
  ['JWKInvalid', 'ERR_JWK_INVALID'],
  ['JWKSInvalid', 'ERR_JWKS_INVALID'],
  ['JWTClaimValidationFailed', 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
  ['JWEDecryptionFailed', 'ERR_JWE_DECRYPTION_FAILED', 'decryption operation failed'],
  ['JWKSNoMatchingKey', 'ERR_JWKS_NO_MATCHING_KEY', 'no applicable key found in the JSON Web Key Set'],
  ['JWKSMultipleMatchingKeys', 'ERR_JWKS_MULTIPLE_MATCHING_KEYS', 'multiple matching keys found in the JSON Web Key Set'],
  ['JWKSTimeout', 'ERR_JWKS_TIMEOUT', 'request timed out'],
  ['JWSSignatureVerificationFailed', 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED', 'signature verification failed'],
  ['JWTExpired', 'ERR_JWT_EXPIRED'],
].forEach(([name, code, text]) => errorClass(name, code, text));

const claimError = (type, message, claim, reason, payload) => {
  const error = new errors[type](message);
  error.claim = claim;
  error.reason = reason;
  error.payload = payload;
  return error;
};

const base64url = {
  encode: (data) => Buffer.from(data).toString('base64url'),
  decode: (text) => new Uint8Array(Buffer.from(typeof text === 'string' ? text : Buffer.from(text).toString(), 'base64url')),
};

const jsonPart = (object) => base64url.encode(JSON.stringify(object));

const parsedPart = (part, type, what) => {
  try {
    const object = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof object === 'object' && object !== null && !Array.isArray(object)) {
      return object;
    }
  } catch (e) {
    // Told below.
  }
  throw new errors[type](`${what} is invalid`);
};

const asText = (token, type, what) => {
  if (token instanceof Uint8Array) {
    return Buffer.from(token).toString('utf8');
  }
  if (typeof token !== 'string') {
    throw new errors[type](`${what} must be a string or Uint8Array`);
  }
  return token;
};

// Keys

const isObject = (value) => typeof value === 'object' && value !== null;

const keyObject = (key, isPrivate) => {
  if (key instanceof Uint8Array) {
    return crypto.createSecretKey(key);
  }
  if (isObject(key) && isObject(key._keyObject)) {
    return key._keyObject;
  }
  if (isObject(key) && typeof key.kty === 'string' && typeof key.export !== 'function') {
    return keyOfJwk(key);
  }
  if (isObject(key) && typeof key.export === 'function') {
    return key.type === 'private' && !isPrivate ? crypto.createPublicKey(key) : key;
  }
  throw new TypeError(
    'Key must be one of type KeyObject, CryptoKey, Uint8Array, or JSON Web Key. Received ' +
      (key === null || key === undefined ? String(key) : `type ${typeof key}`)
  );
};

const keyOfJwk = (jwk) => {
  if (!isObject(jwk) || typeof jwk.kty !== 'string') {
    throw new TypeError('JWK must be an object');
  }
  if (jwk.kty === 'oct') {
    if (typeof jwk.k !== 'string' || jwk.k === '') {
      throw new TypeError('missing "k" (Key Value) Parameter value');
    }
    return crypto.createSecretKey(Buffer.from(jwk.k, 'base64url'));
  }
  return jwk.d === undefined
    ? crypto.createPublicKey({ key: jwk, format: 'jwk' })
    : crypto.createPrivateKey({ key: jwk, format: 'jwk' });
};

const importPem = (label, what, create) => async (pem) => {
  if (typeof pem !== 'string' || pem.indexOf(`-----BEGIN ${label}-----`) !== 0) {
    throw new TypeError(`"${what}" must be ${label === 'PRIVATE KEY' ? 'PKCS#8' : label} formatted string`);
  }
  return create(pem);
};

const exportPem = (type) => async (key) => keyObject(key, true).export({ format: 'pem', type: type });

const exportJWK = async (key) => keyObject(key, true).export({ format: 'jwk' });

const generateKeyPair = async (alg, options) => {
  const given = options || {};
  const curves = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521', ES256K: 'secp256k1' };
  if (curves[alg] !== undefined) {
    return crypto.generateKeyPairSync('ec', { namedCurve: curves[alg] });
  }
  return /^Ed/.test(alg)
    ? crypto.generateKeyPairSync('ed25519')
    : crypto.generateKeyPairSync('rsa', { modulusLength: given.modulusLength || 2048 });
};

const generateSecret = async (alg) =>
  crypto.createSecretKey(
    crypto.randomBytes(/^HS/.test(alg) ? Number(alg.slice(2)) / 8 : algorithms.contentKeyLength(alg))
  );

const calculateJwkThumbprint = async (jwk, digest) => {
  const members = { RSA: ['e', 'kty', 'n'], EC: ['crv', 'kty', 'x', 'y'], OKP: ['crv', 'kty', 'x'], oct: ['k', 'kty'] }[
    jwk.kty
  ];
  if (members === undefined) {
    throw new errors.JOSENotSupported('"kty" (Key Type) Parameter missing or unsupported');
  }
  const needed = {};
  members.forEach((name) => {
    needed[name] = jwk[name];
  });
  return crypto.createHash(digest || 'sha256').update(JSON.stringify(needed)).digest('base64url');
};

// Signatures

class CompactSign {
  constructor(payload) {
    if (!(payload instanceof Uint8Array)) {
      throw new TypeError('payload must be an instance of Uint8Array');
    }
    this._payload = payload;
  }

  setProtectedHeader(header) {
    this._header = header;
    return this;
  }

  async sign(key) {
    const flat = new FlattenedSign(this._payload);
    const { protected: header, payload, signature } = await flat.setProtectedHeader(this._header).sign(key);
    return `${header}.${payload}.${signature}`;
  }
}

class FlattenedSign extends CompactSign {
  async sign(key) {
    const header = this._header;
    if (!isObject(header) || typeof header.alg !== 'string' || header.alg === '') {
      throw new errors.JWSInvalid('JWS "alg" (Algorithm) Header Parameter missing or invalid');
    }
    const result = { protected: jsonPart(header), payload: base64url.encode(this._payload) };
    const input = Buffer.from(`${result.protected}.${result.payload}`, 'ascii');
    result.signature = algorithms.sign(header.alg, keyObject(key, true), input).toString('base64url');
    return result;
  }
}

const checkCritical = (header, type) => {
  if (header.crit !== undefined) {
    throw new errors.JOSENotSupported('"crit" (Critical) Header Parameter is not supported');
  }
  if (typeof header.alg !== 'string' || header.alg === '') {
    throw new errors[type](`${type.slice(0, 3)} "alg" (Algorithm) Header Parameter missing or invalid`);
  }
};

const checkAllowed = (value, allowed, name) => {
  if (allowed !== undefined && Array.from(allowed).indexOf(value) < 0) {
    throw new errors.JOSEAlgNotAllowed(`${name} Header Parameter value not allowed`);
  }
};

const resolved = async (key, header, token) => (typeof key === 'function' ? key(header, token) : key);

const flattenedVerify = async (jws, key, options) => {
  if (!isObject(jws) || typeof jws.protected !== 'string' || typeof jws.signature !== 'string') {
    throw new errors.JWSInvalid('Flattened JWS must be an object with protected header and signature');
  }
  const header = parsedPart(jws.protected, 'JWSInvalid', 'JWS Protected Header');
  checkCritical(header, 'JWSInvalid');
  checkAllowed(header.alg, options && options.algorithms, '"alg" (Algorithm)');
  const found = await resolved(key, header, jws);
  const used = keyObject(found, false);
  const input = Buffer.from(`${jws.protected}.${jws.payload}`, 'utf8');
  if (!algorithms.verify(header.alg, used, input, Buffer.from(jws.signature, 'base64url'))) {
    throw new errors.JWSSignatureVerificationFailed();
  }
  const result = { payload: new Uint8Array(Buffer.from(jws.payload, 'base64url')), protectedHeader: header };
  return typeof key === 'function' ? Object.assign(result, { key: found }) : result;
};

const compactVerify = async (token, key, options) => {
  const parts = asText(token, 'JWSInvalid', 'Compact JWS').split('.');
  if (parts.length !== 3) {
    throw new errors.JWSInvalid('Invalid Compact JWS');
  }
  return flattenedVerify({ protected: parts[0], payload: parts[1], signature: parts[2] }, key, options);
};

// Claims

const units = { s: 1, m: 60, h: 3600, d: 86400, w: 604800, y: 31557600 };

const seconds = (text) => {
  const form =
    /^(\+|-)? ?(\d+|\d+\.\d+) ?(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|years?|yrs?|y)(?: (ago|from now))?$/i.exec(
      text
    );
  if (form === null || (form[4] && form[1])) {
    throw new TypeError('Invalid time period format');
  }
  const value = Math.round(parseFloat(form[2]) * units[form[3].charAt(0).toLowerCase()]);
  return form[1] === '-' || form[4] === 'ago' ? -value : value;
};

const epoch = (date) => Math.floor(date.getTime() / 1000);

const moment = (input) => {
  if (typeof input === 'number') {
    return input;
  }
  return input instanceof Date ? epoch(input) : epoch(new Date()) + seconds(input);
};

class ProduceJWT {
  constructor(payload) {
    this._payload = Object.assign({}, payload);
  }

  _set(claim, value) {
    this._payload[claim] = value;
    return this;
  }

  setIssuer(issuer) {
    return this._set('iss', issuer);
  }

  setSubject(subject) {
    return this._set('sub', subject);
  }

  setAudience(audience) {
    return this._set('aud', audience);
  }

  setJti(id) {
    return this._set('jti', id);
  }

  setNotBefore(input) {
    return this._set('nbf', moment(input));
  }

  setExpirationTime(input) {
    return this._set('exp', moment(input));
  }

  setIssuedAt(input) {
    return this._set('iat', input === undefined ? epoch(new Date()) : moment(input));
  }

  setProtectedHeader(header) {
    this._header = header;
    return this;
  }

  _bytes() {
    return new Uint8Array(Buffer.from(JSON.stringify(this._payload)));
  }
}

class SignJWT extends ProduceJWT {
  async sign(key) {
    return new CompactSign(this._bytes()).setProtectedHeader(this._header).sign(key);
  }
}

const listed = (value) => (Array.isArray(value) ? value : [value]);

const checkClaims = (payload, header, options) => {
  const given = options || {};
  const failed = (claim, message, reason) =>
    claimError('JWTClaimValidationFailed', message, claim, reason || 'check_failed', payload);
  const strip = (typ) => String(typ).toLowerCase().replace(/^application\//, '');
  if (given.typ !== undefined && strip(header.typ) !== strip(given.typ)) {
    throw failed('typ', 'unexpected "typ" JWT header value');
  }
  const required = (given.requiredClaims || []).slice();
  [['issuer', 'iss'], ['subject', 'sub'], ['audience', 'aud'], ['maxTokenAge', 'iat']].forEach(([option, claim]) => {
    if (given[option] !== undefined) {
      required.push(claim);
    }
  });
  required.forEach((claim) => {
    if (payload[claim] === undefined) {
      throw failed(claim, `missing required "${claim}" claim`, 'missing');
    }
  });
  if (given.issuer !== undefined && listed(given.issuer).indexOf(payload.iss) < 0) {
    throw failed('iss', 'unexpected "iss" claim value');
  }
  if (given.subject !== undefined && payload.sub !== given.subject) {
    throw failed('sub', 'unexpected "sub" claim value');
  }
  const wanted = given.audience === undefined ? undefined : listed(given.audience);
  if (wanted !== undefined && !listed(payload.aud).some((audience) => wanted.indexOf(audience) >= 0)) {
    throw failed('aud', 'unexpected "aud" claim value');
  }
  const tolerance =
    typeof given.clockTolerance === 'string' ? seconds(given.clockTolerance) : given.clockTolerance || 0;
  const now = epoch(given.currentDate || new Date());
  ['iat', 'nbf', 'exp'].forEach((claim) => {
    if (payload[claim] !== undefined && typeof payload[claim] !== 'number') {
      throw failed(claim, `"${claim}" claim must be a number`, 'invalid');
    }
  });
  if (payload.nbf !== undefined && payload.nbf > now + tolerance) {
    throw failed('nbf', '"nbf" claim timestamp check failed');
  }
  if (payload.exp !== undefined && payload.exp <= now - tolerance) {
    throw claimError('JWTExpired', '"exp" claim timestamp check failed', 'exp', 'check_failed', payload);
  }
  if (given.maxTokenAge !== undefined) {
    const most = typeof given.maxTokenAge === 'number' ? given.maxTokenAge : seconds(given.maxTokenAge);
    if (now - payload.iat - tolerance > most) {
      throw claimError(
        'JWTExpired', '"iat" claim timestamp check failed (too far in the past)', 'iat', 'check_failed', payload
      );
    }
    if (now - payload.iat < -tolerance) {
      throw failed('iat', '"iat" claim timestamp check failed (it should be in the past)');
    }
  }
  return payload;
};

const jwtVerify = async (token, key, options) => {
  const verified = await compactVerify(token, key, options);
  const payload = parsedPart(base64url.encode(verified.payload), 'JWTInvalid', 'JWT Claims Set');
  checkClaims(payload, verified.protectedHeader, options);
  return Object.assign(verified, { payload: payload });
};

const decodeJwt = (token) => {
  if (typeof token !== 'string') {
    throw new errors.JWTInvalid('JWTs must use Compact JWS serialization, JWT must be a string');
  }
  const parts = token.split('.');
  if (parts.length !== 3) {
    throw new errors.JWTInvalid(
      parts.length === 5 ? 'Only JWTs using Compact JWS serialization can be decoded' : 'Invalid JWT'
    );
  }
  return parsedPart(parts[1], 'JWTInvalid', 'JWT Claims Set');
};

const decodeProtectedHeader = (token) => {
  const text = isObject(token) && !(token instanceof Uint8Array) ? token.protected : asText(token, 'JWTInvalid', 'Token').split('.')[0];
  try {
    return parsedPart(text, 'JWTInvalid', 'Token');
  } catch (e) {
    throw new TypeError('Invalid Token or Protected Header formatting');
  }
};

// Encryption

class CompactEncrypt {
  constructor(plaintext) {
    if (!(plaintext instanceof Uint8Array)) {
      throw new TypeError('plaintext must be an instance of Uint8Array');
    }
    this._plaintext = plaintext;
  }

  setProtectedHeader(header) {
    this._header = header;
    return this;
  }

  async encrypt(key) {
    const header = this._header || {};
    checkCritical(header, 'JWEInvalid');
    const contentKey = algorithms.newContentKey(header.alg, header.enc, keyObject(key, false));
    const protectedPart = jsonPart(header);
    const made = algorithms.encryptContent(header.enc, contentKey.key, this._plaintext, Buffer.from(protectedPart, 'ascii'));
    const parts = [contentKey.sent, made.iv, made.ciphertext, made.tag];
    return [protectedPart].concat(parts.map(base64url.encode)).join('.');
  }
}

class EncryptJWT extends ProduceJWT {
  async encrypt(key) {
    return new CompactEncrypt(this._bytes()).setProtectedHeader(this._header).encrypt(key);
  }
}

const compactDecrypt = async (token, key, options) => {
  const given = options || {};
  const parts = asText(token, 'JWEInvalid', 'Compact JWE').split('.');
  if (parts.length !== 5) {
    throw new errors.JWEInvalid('Invalid Compact JWE');
  }
  const header = parsedPart(parts[0], 'JWEInvalid', 'JWE Protected Header');
  checkCritical(header, 'JWEInvalid');
  if (header.zip !== undefined) {
    throw new errors.JOSENotSupported('JWE "zip" (Compression Algorithm) Header Parameter is not supported.');
  }
  checkAllowed(header.alg, given.keyManagementAlgorithms, '"alg" (Algorithm)');
  checkAllowed(header.enc, given.contentEncryptionAlgorithms, '"enc" (Encryption Algorithm)');
  const found = keyObject(await resolved(key, header, token), true);
  const [sent, iv, ciphertext, tag] = parts.slice(1).map((part) => Buffer.from(part, 'base64url'));
  try {
    const contentKey = algorithms.contentKey(header.alg, found, sent);
    const plain = algorithms.decryptContent(header.enc, contentKey, iv, ciphertext, tag, Buffer.from(parts[0], 'ascii'));
    return { plaintext: new Uint8Array(plain), protectedHeader: header };
  } catch (e) {
    throw e instanceof TypeError ? e : new errors.JWEDecryptionFailed();
  }
};

const jwtDecrypt = async (token, key, options) => {
  const decrypted = await compactDecrypt(token, key, options);
  const payload = parsedPart(base64url.encode(decrypted.plaintext), 'JWTInvalid', 'JWT Claims Set');
  return { payload: checkClaims(payload, decrypted.protectedHeader, options), protectedHeader: decrypted.protectedHeader };
};

// Key sets

const ktyOf = (alg) => {
  switch (String(alg).slice(0, 2)) {
    case 'RS':
    case 'PS':
      return 'RSA';
    case 'ES':
      return 'EC';
    case 'Ed':
      return 'OKP';
    default:
      throw new errors.JOSENotSupported('Unsupported "alg" value for a JSON Web Key Set');
  }
};

const createLocalJWKSet = (set) => {
  if (!isObject(set) || !Array.isArray(set.keys) || !set.keys.every(isObject)) {
    throw new errors.JWKSInvalid('JSON Web Key Set malformed');
  }
  return async (protectedHeader, token) => {
    const header = Object.assign({}, token && token.header, protectedHeader);
    const kty = ktyOf(header.alg);
    const curves = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521', ES256K: 'secp256k1' };
    const candidates = set.keys.filter(
      (jwk) =>
        jwk.kty === kty &&
        (header.kid === undefined || header.kid === jwk.kid) &&
        (typeof jwk.alg !== 'string' || jwk.alg === header.alg) &&
        (typeof jwk.use !== 'string' || jwk.use === 'sig') &&
        (!Array.isArray(jwk.key_ops) || jwk.key_ops.indexOf('verify') >= 0) &&
        (curves[header.alg] === undefined || jwk.crv === curves[header.alg])
    );
    if (candidates.length === 0) {
      throw new errors.JWKSNoMatchingKey();
    }
    if (candidates.length > 1) {
      throw new errors.JWKSMultipleMatchingKeys();
    }
    return crypto.createPublicKey({ key: candidates[0], format: 'jwk' });
  };
};

// Asks once in a run.
const createRemoteJWKSet = (url, options) => {
  let set;
  return async (protectedHeader, token) => {
    if (set === undefined) {
      const response = await fetch(String(url), { headers: (options && options.headers) || {} });
      if (response.status !== 200) {
        throw new errors.JOSEError('Expected 200 OK from the JSON Web Key Set HTTP response');
      }
      set = createLocalJWKSet(await response.json());
    }
    return set(protectedHeader, token);
  };
};

module.exports = {
  CompactEncrypt: CompactEncrypt,
  CompactSign: CompactSign,
  EncryptJWT: EncryptJWT,
  FlattenedSign: FlattenedSign,
  SignJWT: SignJWT,
  base64url: base64url,
  calculateJwkThumbprint: calculateJwkThumbprint,
  compactDecrypt: compactDecrypt,
  compactVerify: compactVerify,
  createLocalJWKSet: createLocalJWKSet,
  createRemoteJWKSet: createRemoteJWKSet,
  decodeJwt: decodeJwt,
  decodeProtectedHeader: decodeProtectedHeader,
  errors: errors,
  exportJWK: exportJWK,
  exportPKCS8: exportPem('pkcs8'),
  exportSPKI: exportPem('spki'),
  flattenedVerify: flattenedVerify,
  generateKeyPair: generateKeyPair,
  generateSecret: generateSecret,
  importJWK: async (jwk) => {
    const key = keyOfJwk(jwk);
    return key.type === 'secret' ? new Uint8Array(key.export()) : key;
  },
  importPKCS8: importPem('PRIVATE KEY', 'pkcs8', crypto.createPrivateKey),
  importSPKI: importPem('PUBLIC KEY', 'spki', crypto.createPublicKey),
  importX509: importPem('CERTIFICATE', 'x509', crypto.createPublicKey),
  jwtDecrypt: jwtDecrypt,
  jwtVerify: jwtVerify,
};
module.exports.default = module.exports;
