// Digests, derived keys and random values of Node's crypto.
const answer = require('internal/answer');
const { asBytes, bytes, encoded, failure, wrongType } = require('internal/crypto-bytes');

const finalized = () => failure(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');

// Collects the pieces and has them digested at once.
class Hash {
  constructor(digest, pieces) {
    this._digest = digest;
    this._pieces = pieces || [];
  }

  update(data, encoding) {
    if (this._pieces === null) {
      throw finalized();
    }
    // A copy: the caller may use his buffer again.
    this._pieces.push(Buffer.from(asBytes(data, encoding, 'data')));
    return this;
  }

  digest(encoding) {
    if (this._pieces === null) {
      throw finalized();
    }
    const all = this._pieces.length === 1 ? this._pieces[0] : Buffer.concat(this._pieces);
    this._pieces = null;
    return encoded(bytes(this._digest(all)), encoding);
  }

  copy() {
    if (this._pieces === null) {
      throw finalized();
    }
    return new this.constructor(this._digest, this._pieces.slice());
  }

  // A hash is a stream too.
  setEncoding(encoding) {
    this._encoding = encoding;
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
    this._result = this.digest(this._encoding);
    return this;
  }

  read() {
    const result = this._result;
    this._result = null;
    return result === undefined ? null : result;
  }
}

class Hmac extends Hash {}
delete Hmac.prototype.copy;

const createHash = (algorithm, options) => {
  if (typeof algorithm !== 'string') {
    throw wrongType('algorithm', 'of type string', algorithm);
  }
  const length = options && typeof options === 'object' ? options.outputLength : undefined;
  const digest =
    length === undefined
      ? (data) => host.hash.digest(algorithm, data)
      : (data) => host.hash.digestOfLength(algorithm, data, length);
  // Fails here for an unknown name, as in Node, and not only at the end.
  try {
    digest('');
  } catch (e) {
    throw /^Invalid digest/.test(e.message) ? new Error('Digest method not supported') : e;
  }
  return new Hash(digest);
};

const hash = (algorithm, data, encoding) =>
  encoded(bytes(host.hash.digest(algorithm, asBytes(data, 'utf8', 'input'))), encoding || 'hex');

// The bytes of a key that may be a KeyObject.
const secretBytes = (key, encoding, name) =>
  key && typeof key.export === 'function' && key.type === 'secret' ? key.export() : asBytes(key, encoding, name);

const createHmac = (algorithm, key, options) => {
  if (typeof algorithm !== 'string') {
    throw wrongType('hmac', 'of type string', algorithm);
  }
  const secret = Buffer.from(secretBytes(key, options && options.encoding, 'key'));
  host.hash.hmac(algorithm, secret, '');
  return new Hmac((data) => host.hash.hmac(algorithm, secret, data));
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

// RFC 5869.
const hkdfBytes = (digest, ikm, salt, info, length) => {
  const mac = (key, data) => bytes(host.hash.hmac(digest, key, data));
  const secret = mac(asBytes(salt, 'utf8', 'salt'), secretBytes(ikm, 'utf8', 'ikm'));
  const label = asBytes(info, 'utf8', 'info');
  const blocks = Math.ceil(length / secret.length);
  if (!(length >= 0) || blocks > 255) {
    throw failure(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Invalid key length');
  }
  const output = [Buffer.alloc(0)];
  for (let i = 1; i <= blocks; i++) {
    output.push(mac(secret, Buffer.concat([output[i - 1], label, Buffer.from([i])])));
  }
  return Buffer.concat(output).slice(0, length);
};

const hkdfSync = (digest, ikm, salt, info, length) => {
  const key = hkdfBytes(digest, ikm, salt, info, length);
  return key.buffer.slice(key.byteOffset, key.byteOffset + key.byteLength);
};

const hkdf = (digest, ikm, salt, info, length, callback) =>
  answer(callback, () => hkdfSync(digest, ikm, salt, info, length));

const randomBytesSync = (size) => bytes(host.hash.randomBytes(size));

// Without a callback it answers at once, unlike the others.
const randomBytes = (size, callback) =>
  typeof callback === 'function' ? answer(callback, () => randomBytesSync(size)) : randomBytesSync(size);

const randomUUID = () => {
  const random = randomBytesSync(16);
  random[6] = (random[6] & 0x0f) | 0x40;
  random[8] = (random[8] & 0x3f) | 0x80;
  return random.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

const randomFillSync = (target, offset, size) => {
  const view = target instanceof ArrayBuffer ? Buffer.from(target) : asBytes(target, 'utf8', 'buf');
  const from = offset || 0;
  const length = size === undefined ? view.length - from : size;
  randomBytesSync(length).copy(view, from);
  return target;
};

const randomFill = (target, offset, size, callback) => {
  const given = [offset, size, callback];
  const last = given.filter((argument) => typeof argument === 'function')[0];
  const number = (argument) => (typeof argument === 'number' ? argument : undefined);
  return answer(last, () => randomFillSync(target, number(offset), number(size)));
};

const getRandomValues = (target) => {
  if (!ArrayBuffer.isView(target)) {
    throw wrongType('data', 'an instance of TypedArray', target);
  }
  return randomFillSync(target);
};

const uniformly = (least, most) => {
  const range = most - least;
  if (!Number.isSafeInteger(least) || !Number.isSafeInteger(most) || range <= 0 || range >= Math.pow(2, 48)) {
    throw failure(
      RangeError,
      'ERR_OUT_OF_RANGE',
      `The value of "max" is out of range. It must be greater than the value of "min" (${least}). Received ${most}`
    );
  }
  // Numbers of 48 bits; those beyond the last whole range would make the small ones more likely.
  const limit = Math.pow(2, 48) - (Math.pow(2, 48) % range);
  for (;;) {
    const number = randomBytesSync(6).readUIntBE(0, 6);
    if (number < limit) {
      return least + (number % range);
    }
  }
};

// randomInt(max), randomInt(min, max), either with a callback
const randomInt = (first, second, third) => {
  const alone = second === undefined || typeof second === 'function';
  const callback = alone ? second : third;
  const work = () => (alone ? uniformly(0, first) : uniformly(first, second));
  return typeof callback === 'function' ? answer(callback, work) : work();
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
  Hash: Hash,
  Hmac: Hmac,
  createHash: createHash,
  createHmac: createHmac,
  getHashes: () => host.hash.names(),
  getRandomValues: getRandomValues,
  hash: hash,
  hkdf: hkdf,
  hkdfSync: hkdfSync,
  pbkdf2: pbkdf2,
  pbkdf2Sync: pbkdf2Sync,
  pseudoRandomBytes: randomBytes,
  randomBytes: randomBytes,
  randomFill: randomFill,
  randomFillSync: randomFillSync,
  randomInt: randomInt,
  randomUUID: randomUUID,
  scrypt: scrypt,
  scryptSync: scryptSync,
  timingSafeEqual: timingSafeEqual,
};
