// The algorithms of JSON Web Signature and Encryption (RFC 7518 and 8037) over crypto, for the jose modules.
const crypto = require('crypto');

const curves = { ES256: 'prime256v1', ES384: 'secp384r1', ES512: 'secp521r1', ES256K: 'secp256k1' };

const digestOf = (alg) => (alg === 'ES256K' ? 'sha256' : `sha${alg.slice(2)}`);

const fits = (alg, key) => {
  switch (alg.slice(0, 2)) {
    case 'HS':
      return key.type === 'secret';
    case 'RS':
    case 'PS':
      return key.asymmetricKeyType === 'rsa';
    case 'ES':
      return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails.namedCurve === curves[alg];
    default:
      return key.asymmetricKeyType === 'ed25519';
  }
};

const isKnown = (alg) => /^(?:(?:HS|RS|PS|ES)(?:256|384|512)|ES256K|EdDSA|Ed25519)$/.test(alg);

const options = (alg, key) => {
  switch (alg.slice(0, 2)) {
    case 'PS':
      return { key: key, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: -1 };
    case 'ES':
      return { key: key, dsaEncoding: 'ieee-p1363' };
    default:
      return key;
  }
};

const check = (alg, key) => {
  if (!isKnown(alg)) {
    throw new TypeError(`alg ${alg} is not supported either by JOSE or your javascript runtime`);
  }
  if (!fits(alg, key)) {
    throw new TypeError(`Invalid key for this operation, its type does not fit ${alg}`);
  }
};

const hashFor = (alg) => (/^Ed/.test(alg) ? null : digestOf(alg));

const sign = (alg, key, data) => {
  check(alg, key);
  return alg.slice(0, 2) === 'HS'
    ? crypto.createHmac(digestOf(alg), key).update(data).digest()
    : crypto.sign(hashFor(alg), data, options(alg, key));
};

const verify = (alg, key, data, signature) => {
  check(alg, key);
  if (alg.slice(0, 2) === 'HS') {
    const expected = sign(alg, key, data);
    return expected.length === signature.length && crypto.timingSafeEqual(expected, signature);
  }
  return crypto.verify(hashFor(alg), data, options(alg, key), signature);
};

// How the content is encrypted: the length of its key in bytes.
const contentKeyLengths = {
  A128GCM: 16, A192GCM: 24, A256GCM: 32, 'A128CBC-HS256': 32, 'A192CBC-HS384': 48, 'A256CBC-HS512': 64,
};

const contentKeyLength = (enc) => {
  const length = contentKeyLengths[enc];
  if (length === undefined) {
    throw new TypeError(`enc ${enc} is not supported`);
  }
  return length;
};

// RFC 7518, section 5.2.2.
const cbcTag = (enc, key, iv, aad, ciphertext) => {
  const length = Buffer.alloc(8);
  length.writeUInt32BE(aad.length * 8, 4);
  const mac = crypto.createHmac(`sha${enc.slice(-3)}`, key.slice(0, key.length / 2));
  return mac.update(aad).update(iv).update(ciphertext).update(length).digest().slice(0, key.length / 2);
};

const encryptContent = (enc, key, plaintext, aad) => {
  if (/GCM$/.test(enc)) {
    const iv = crypto.randomBytes(12);
    const cipher = crypto.createCipheriv(`aes-${key.length * 8}-gcm`, key, iv);
    cipher.setAAD(aad);
    const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    return { iv: iv, ciphertext: ciphertext, tag: cipher.getAuthTag() };
  }
  const iv = crypto.randomBytes(16);
  const cipher = crypto.createCipheriv(`aes-${key.length * 4}-cbc`, key.slice(key.length / 2), iv);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return { iv: iv, ciphertext: ciphertext, tag: cbcTag(enc, key, iv, aad, ciphertext) };
};

const decryptContent = (enc, key, iv, ciphertext, tag, aad) => {
  if (key.length !== contentKeyLength(enc)) {
    throw new Error('Invalid Content Encryption Key length');
  }
  if (/GCM$/.test(enc)) {
    const cipher = crypto.createDecipheriv(`aes-${key.length * 8}-gcm`, key, iv);
    cipher.setAAD(aad);
    cipher.setAuthTag(tag);
    return Buffer.concat([cipher.update(ciphertext), cipher.final()]);
  }
  const expected = cbcTag(enc, key, iv, aad, ciphertext);
  if (expected.length !== tag.length || !crypto.timingSafeEqual(expected, tag)) {
    throw new Error('The authentication tag is wrong');
  }
  const cipher = crypto.createDecipheriv(`aes-${key.length * 4}-cbc`, key.slice(key.length / 2), iv);
  return Buffer.concat([cipher.update(ciphertext), cipher.final()]);
};

const oaepHashes = { 'RSA-OAEP': 'sha1', 'RSA-OAEP-256': 'sha256', 'RSA-OAEP-384': 'sha384', 'RSA-OAEP-512': 'sha512' };

const oaep = (alg, key) => {
  if (oaepHashes[alg] === undefined) {
    throw new TypeError(`alg ${alg} is not supported: dir and RSA-OAEP are`);
  }
  return { key: key, oaepHash: oaepHashes[alg] };
};

// The key for the content, and what is sent of it.
const newContentKey = (alg, enc, key) => {
  if (alg === 'dir') {
    return { key: key.export(), sent: Buffer.alloc(0) };
  }
  const contentKey = crypto.randomBytes(contentKeyLength(enc));
  return { key: contentKey, sent: crypto.publicEncrypt(oaep(alg, key), contentKey) };
};

const contentKey = (alg, key, sent) => (alg === 'dir' ? key.export() : crypto.privateDecrypt(oaep(alg, key), sent));

module.exports = {
  isKnown: isKnown,
  fits: fits,
  sign: sign,
  verify: verify,
  contentKeyLength: contentKeyLength,
  encryptContent: encryptContent,
  decryptContent: decryptContent,
  newContentKey: newContentKey,
  contentKey: contentKey,
};
