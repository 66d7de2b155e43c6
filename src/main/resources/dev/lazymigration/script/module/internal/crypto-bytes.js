// What the parts of crypto share: Node's errors, and its ways to give and take bytes.
const bytes = require('internal/bytes');

const failure = (type, code, message) => {
  const error = new type(message);
  error.code = code;
  return error;
};

// What the host says in the words of Node and OpenSSL: the class and the code that Node gives to it.
const known = {
  'Unknown cipher': [Error, 'ERR_CRYPTO_UNKNOWN_CIPHER'],
  'Invalid key length': [RangeError, 'ERR_CRYPTO_INVALID_KEYLEN'],
  'Invalid initialization vector': [TypeError, 'ERR_CRYPTO_INVALID_IV'],
  'error:1C800064:Provider routines::bad decrypt': [Error, 'ERR_OSSL_BAD_DECRYPT'],
  'error:1C80006B:Provider routines::wrong final block length': [Error, 'ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH'],
  'error:1E08010C:DECODER routines::unsupported': [Error, 'ERR_OSSL_UNSUPPORTED'],
  'Passphrase required for encrypted key': [TypeError, 'ERR_MISSING_PASSPHRASE'],
};

const withCode = (work) => {
  try {
    return work();
  } catch (e) {
    const [type, code] = known[e.message] || [];
    throw type === undefined ? e : failure(type, code, e.message);
  }
};

const received = (value) => {
  if (value === null || value === undefined) {
    return String(value);
  }
  return typeof value === 'object' && value.constructor && value.constructor.name
    ? `an instance of ${value.constructor.name}`
    : `type ${typeof value}`;
};

const wrongType = (name, expected, value) =>
  failure(
    TypeError,
    'ERR_INVALID_ARG_TYPE',
    `The "${name}" argument must be ${expected}. Received ${received(value)}`
  );

const asBytes = (value, encoding, name) => {
  if (typeof value === 'string') {
    return Buffer.from(value, encoding && encoding !== 'buffer' ? encoding : 'utf8');
  }
  if (value instanceof ArrayBuffer) {
    return Buffer.from(value);
  }
  if (ArrayBuffer.isView(value)) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
  throw wrongType(name, 'of type string or an instance of Buffer, TypedArray, or DataView', value);
};

const encoded = (buffer, encoding) => (!encoding || encoding === 'buffer' ? buffer : buffer.toString(encoding));

const asArrayBuffer = (buffer) =>
  buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);

module.exports = {
  failure: failure,
  wrongType: wrongType,
  asBytes: asBytes,
  asArrayBuffer: asArrayBuffer,
  bytes: bytes,
  encoded: encoded,
  withCode: withCode,
};
