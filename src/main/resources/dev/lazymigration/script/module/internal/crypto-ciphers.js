// The ciphers of Node's crypto.
const { asBytes, bytes, encoded, failure, withCode } = require('internal/crypto-bytes');
const { createHash } = require('internal/crypto-hash');

const keyBytes = (key) =>
  key && typeof key.export === 'function' && key.type === 'secret' ? key.export() : asBytes(key, 'utf8', 'key');

class Cipher {
  constructor(encrypts, name, key, iv, options) {
    this._encrypts = encrypts;
    this._handle = withCode(() =>
      host.cipher.open(name, encrypts, keyBytes(key), iv === null || iv === undefined ? '' : asBytes(iv, 'utf8', 'iv'))
    );
    this._tag = null;
    this._over = false;
    if (options && options.authTagLength !== undefined) {
      host.cipher.setTagLength(this._handle, options.authTagLength);
    }
  }

  _checkOpen(method) {
    if (this._over) {
      throw failure(Error, 'ERR_CRYPTO_INVALID_STATE', `Invalid state for operation ${method}`);
    }
  }

  setAutoPadding(pads) {
    this._checkOpen('setAutoPadding');
    host.cipher.setPadding(this._handle, pads === undefined || Boolean(pads));
    return this;
  }

  setAAD(data) {
    this._checkOpen('setAAD');
    host.cipher.addAssociatedData(this._handle, asBytes(data, 'utf8', 'buffer'));
    return this;
  }

  update(data, inputEncoding, outputEncoding) {
    this._checkOpen('update');
    const result = withCode(() => host.cipher.update(this._handle, asBytes(data, inputEncoding, 'data')));
    return this._decoded(bytes(result), outputEncoding, false);
  }

  final(outputEncoding) {
    if (this._over) {
      throw failure(Error, 'ERR_CRYPTO_INVALID_STATE', 'Unsupported state');
    }
    this._over = true;
    const [rest, tag] = withCode(() => host.cipher.last(this._handle));
    this._tag = bytes(tag);
    return this._decoded(bytes(rest), outputEncoding, true);
  }

  // A character or a base64 group may be cut by the end of a piece: the cut off bytes wait for the next one.
  _decoded(piece, encoding, last) {
    if (!encoding || encoding === 'buffer') {
      return piece;
    }
    const all = Buffer.concat([this._waiting || Buffer.alloc(0), piece]);
    const whole = last ? all.length : wholeLength(all, encoding.toLowerCase());
    this._waiting = all.slice(whole);
    return encoded(all.slice(0, whole), encoding);
  }
}

const wholeLength = (buffer, encoding) => {
  const length = buffer.length;
  if (encoding === 'base64' || encoding === 'base64url') {
    return length - (length % 3);
  }
  if (/^(ucs-?2|utf-?16le)$/.test(encoding)) {
    return length - (length % 2);
  }
  if (!/^utf-?8$/.test(encoding)) {
    return length;
  }
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = buffer[length - back];
    if ((byte & 0xc0) === 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? length - back : length;
    }
    if ((byte & 0x80) === 0) {
      return length;
    }
  }
  return length;
};

class Cipheriv extends Cipher {
  constructor(name, key, iv, options) {
    super(true, name, key, iv, options);
  }

  getAuthTag() {
    if (this._tag === null || this._tag.length === 0) {
      throw failure(Error, 'ERR_CRYPTO_INVALID_STATE', 'Invalid state for operation getAuthTag');
    }
    return this._tag;
  }
}

class Decipheriv extends Cipher {
  constructor(name, key, iv, options) {
    super(false, name, key, iv, options);
  }

  setAuthTag(tag, encoding) {
    this._checkOpen('setAuthTag');
    host.cipher.setTag(this._handle, asBytes(tag, encoding, 'tag'));
    return this;
  }
}

// OpenSSL's EVP_BytesToKey with MD5, one round and no salt: how createCipher made a key of a password.
const fromPassword = (name, password) => {
  const info = withCode(() => host.cipher.describe(name));
  const wanted = (info.keyLength || 16) + info.ivLength;
  const secret = asBytes(password, 'latin1', 'password');
  let made = Buffer.alloc(0);
  let block = Buffer.alloc(0);
  while (made.length < wanted) {
    block = createHash('md5').update(Buffer.concat([block, secret])).digest();
    made = Buffer.concat([made, block]);
  }
  const keyLength = wanted - info.ivLength;
  return { key: made.slice(0, keyLength), iv: made.slice(keyLength, wanted) };
};

const createCipheriv = (name, key, iv, options) => new Cipheriv(name, key, iv, options);
const createDecipheriv = (name, key, iv, options) => new Decipheriv(name, key, iv, options);

module.exports = {
  Cipheriv: Cipheriv,
  Decipheriv: Decipheriv,
  createCipheriv: createCipheriv,
  createDecipheriv: createDecipheriv,
  createCipher: (name, password, options) => {
    const made = fromPassword(name, password);
    return createCipheriv(name, made.key, made.iv, options);
  },
  createDecipher: (name, password, options) => {
    const made = fromPassword(name, password);
    return createDecipheriv(name, made.key, made.iv, options);
  },
  getCiphers: () => host.cipher.names(),
  getCipherInfo: (name) => {
    try {
      const info = host.cipher.describe(name);
      if (info.ivLength === 0) {
        delete info.ivLength;
      }
      return info;
    } catch (e) {
      return undefined;
    }
  },
};
