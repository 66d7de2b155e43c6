// The types of BSON, as the npm package bson has them (https://github.com/mongodb/js-bson), and the way that values take
// to the host and back: MongoDB Extended JSON, version 2, canonical.

const type = (name, constructor, methods) => {
  Object.keys(methods).forEach((method) => {
    Object.defineProperty(constructor.prototype, method, {
      value: methods[method],
      writable: true,
      enumerable: false,
      configurable: true,
    });
  });
  Object.defineProperty(constructor.prototype, '_bsontype', { value: name, enumerable: false, configurable: true });
};
const hide = (target, name, value) =>
  Object.defineProperty(target, name, { value: value, writable: true, enumerable: false, configurable: true });
const bsonError = (message) => {
  const error = new Error(message);
  error.name = 'BSONError';
  return error;
};
const isType = (value, name) => typeof value === 'object' && value !== null && value._bsontype === name;

const twoDigits = (byte) => (byte < 16 ? '0' : '') + byte.toString(16);
const randomByte = () => Math.floor(Math.random() * 256);
const process = [randomByte(), randomByte(), randomByte(), randomByte(), randomByte()].map(twoDigits).join('');
let counter = Math.floor(Math.random() * 0x1000000);

const seconds = (time) => {
  const number = Math.floor(time === undefined ? Date.now() / 1000 : time) >>> 0;
  return ('0000000' + number.toString(16)).slice(-8);
};
const generate = (time) => {
  counter = (counter + 1) % 0x1000000;
  return seconds(time) + process + ('00000' + counter.toString(16)).slice(-6);
};

const unreadableId = 'Argument passed in must be a string of 12 bytes or a string of 24 hex characters or an integer';
const digitsOf = (id) => {
  if (id === undefined || id === null || typeof id === 'number') {
    return generate(id === null ? undefined : id);
  }
  if (typeof id === 'string' && /^[0-9a-f]{24}$/i.test(id)) {
    return id.toLowerCase();
  }
  if (typeof id === 'string' && id.length === 12) {
    return Buffer.from(id, 'latin1').toString('hex');
  }
  if (id instanceof Uint8Array && id.length === 12) {
    return Buffer.from(id).toString('hex');
  }
  if (typeof id === 'object' && typeof id.toHexString === 'function') {
    return id.toHexString();
  }
  throw bsonError(unreadableId);
};

// Callable without new, as in the versions before 5.
function ObjectId(id) {
  if (!(this instanceof ObjectId)) {
    return new ObjectId(id);
  }
  hide(this, '_hex', digitsOf(id));
}
type('ObjectId', ObjectId, {
  toHexString: function () {
    return this._hex;
  },
  toString: function (encoding) {
    return encoding === 'base64' ? this.id.toString('base64') : this._hex;
  },
  toJSON: function () {
    return this._hex;
  },
  valueOf: function () {
    return this;
  },
  inspect: function () {
    return `new ObjectId("${this._hex}")`;
  },
  equals: function (other) {
    if (other === undefined || other === null) {
      return false;
    }
    const digits = typeof other.toHexString === 'function' ? other.toHexString() : String(other);
    return digits.toLowerCase() === this._hex;
  },
  getTimestamp: function () {
    return new Date(parseInt(this._hex.slice(0, 8), 16) * 1000);
  },
});
Object.defineProperty(ObjectId.prototype, 'id', {
  get: function () {
    return Buffer.from(this._hex, 'hex');
  },
  configurable: true,
});
ObjectId.isValid = (id) => {
  if (id === undefined || id === null) {
    return false;
  }
  try {
    digitsOf(id);
    return true;
  } catch (e) {
    return false;
  }
};
ObjectId.createFromHexString = (hex) => {
  if (typeof hex !== 'string' || !/^[0-9a-f]{24}$/i.test(hex)) {
    throw bsonError('hex string must be 24 characters');
  }
  return new ObjectId(hex);
};
ObjectId.createFromTime = (time) => new ObjectId(seconds(time) + '0000000000000000');
ObjectId.generate = (time) => Buffer.from(generate(time), 'hex');
ObjectId.createPk = () => new ObjectId();

// 64 bits that a number can not hold exactly.
function Long(low, high, unsigned) {
  if (!(this instanceof Long)) {
    return new Long(low, high, unsigned);
  }
  const big =
    typeof low === 'number' && high !== undefined
      ? (BigInt(high | 0) << BigInt(32)) + BigInt(low >>> 0)
      : BigInt(typeof low === 'number' ? Math.trunc(low) : low);
  hide(this, '_big', BigInt.asIntN(64, big));
}
const big = (value) => (isType(value, 'Long') ? value._big : BigInt(String(value)));
type('Long', Long, {
  toString: function (radix) {
    return this._big.toString(radix || 10);
  },
  toNumber: function () {
    return Number(this._big);
  },
  toBigInt: function () {
    return this._big;
  },
  toInt: function () {
    return Number(BigInt.asIntN(32, this._big));
  },
  toJSON: function () {
    return this._big.toString();
  },
  valueOf: function () {
    return Number(this._big);
  },
  equals: function (other) {
    return this._big === big(other);
  },
  compare: function (other) {
    return this._big < big(other) ? -1 : this._big > big(other) ? 1 : 0;
  },
  add: function (other) {
    return new Long(this._big + big(other));
  },
  subtract: function (other) {
    return new Long(this._big - big(other));
  },
  multiply: function (other) {
    return new Long(this._big * big(other));
  },
});
Long.fromNumber = (value) => new Long(value);
Long.fromInt = (value) => new Long(value);
Long.fromString = (text) => new Long(String(text));
Long.fromBigInt = (value) => new Long(value);
Long.fromBits = (low, high) => new Long(low, high);
Long.isLong = (value) => isType(value, 'Long');

// A number under a name of its own: Double, Int32, Decimal128.
const numeric = (name, construct) => {
  const constructor = function (value) {
    if (!(this instanceof constructor)) {
      return new constructor(value);
    }
    construct(this, value);
  };
  hide(constructor, 'name', name);
  type(name, constructor, {
    valueOf: function () {
      return this.value;
    },
    toString: function () {
      return String(this.value);
    },
    toJSON: function () {
      return this.value;
    },
  });
  return constructor;
};
const Double = numeric('Double', (self, value) => (self.value = Number(value)));
const Int32 = numeric('Int32', (self, value) => (self.value = Number(value) | 0));
const Decimal128 = numeric('Decimal128', (self, value) => {
  if (!/^[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|inf(?:inity)?|nan)$/i.test(String(value))) {
    throw bsonError(`${value} not a valid Decimal128 string`);
  }
  hide(self, '_text', String(value));
});
type('Decimal128', Decimal128, {
  toString: function () {
    return this._text;
  },
  valueOf: function () {
    return this;
  },
  toJSON: function () {
    return { $numberDecimal: this._text };
  },
});
Decimal128.fromString = (text) => new Decimal128(text);

const asBuffer = (data, encoding) => {
  if (typeof data === 'string') {
    return Buffer.from(data, encoding || 'latin1');
  }
  return Buffer.isBuffer(data) ? data : Buffer.from(data === undefined || data === null ? [] : data);
};
function Binary(data, subtype) {
  if (!(this instanceof Binary)) {
    return new Binary(data, subtype);
  }
  this.sub_type = subtype || 0;
  this.buffer = asBuffer(data);
  this.position = this.buffer.length;
}
type('Binary', Binary, {
  value: function (asRaw) {
    return asRaw === false ? this.buffer.toString('latin1') : this.buffer;
  },
  read: function (position, length) {
    return this.buffer.slice(position, position + length);
  },
  length: function () {
    return this.buffer.length;
  },
  toString: function (encoding) {
    return this.buffer.toString(encoding);
  },
  toJSON: function () {
    return this.buffer.toString('base64');
  },
  toUUID: function () {
    return new UUID(this.buffer);
  },
});
Binary.SUBTYPE_DEFAULT = 0;
Binary.SUBTYPE_FUNCTION = 1;
Binary.SUBTYPE_BYTE_ARRAY = 2;
Binary.SUBTYPE_UUID_OLD = 3;
Binary.SUBTYPE_UUID = 4;
Binary.SUBTYPE_MD5 = 5;
Binary.SUBTYPE_ENCRYPTED = 6;
Binary.SUBTYPE_USER_DEFINED = 128;
Binary.createFromBase64 = (text, subtype) => new Binary(Buffer.from(text, 'base64'), subtype);
Binary.createFromHexString = (text, subtype) => new Binary(Buffer.from(text, 'hex'), subtype);

const uuidDigits = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const randomUuid = () => {
  const random = [];
  for (let i = 0; i < 16; i++) {
    random.push(randomByte());
  }
  random[6] = (random[6] & 0x0f) | 0x40;
  random[8] = (random[8] & 0x3f) | 0x80;
  return Buffer.from(random);
};
const uuidBytes = (value) => {
  if (value === undefined || value === null) {
    return randomUuid();
  }
  if (typeof value === 'string' && uuidDigits.test(value)) {
    return Buffer.from(value.replace(/-/g, ''), 'hex');
  }
  if (isType(value, 'Binary')) {
    return value.buffer;
  }
  if (value instanceof Uint8Array && value.length === 16) {
    return Buffer.from(value);
  }
  throw bsonError('A UUID is 16 bytes or their text');
};
function UUID(value) {
  if (!(this instanceof UUID)) {
    return new UUID(value);
  }
  Binary.call(this, uuidBytes(value), Binary.SUBTYPE_UUID);
}
UUID.prototype = Object.create(Binary.prototype);
hide(UUID.prototype, 'constructor', UUID);
type('Binary', UUID, {
  toHexString: function (dashes) {
    const hex = this.buffer.toString('hex');
    return dashes === false ? hex : hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  },
  toString: function (encoding) {
    return encoding === 'hex' || encoding === 'base64' ? this.buffer.toString(encoding) : this.toHexString();
  },
  toJSON: function () {
    return this.toHexString();
  },
  equals: function (other) {
    return uuidBytes(other).equals(this.buffer);
  },
});
UUID.generate = randomUuid;
UUID.isValid = (value) => typeof value === 'string' && uuidDigits.test(value);

function Timestamp(low, high) {
  if (!(this instanceof Timestamp)) {
    return new Timestamp(low, high);
  }
  const parts = typeof low === 'object' && low !== null && !isType(low, 'Long') ? low : undefined;
  this.t = (parts ? parts.t : high === undefined ? Number(big(low) >> BigInt(32)) : high) >>> 0;
  this.i = (parts ? parts.i : high === undefined ? Number(BigInt.asUintN(32, big(low))) : low) >>> 0;
}
type('Timestamp', Timestamp, {
  getHighBits: function () {
    return this.t;
  },
  getLowBits: function () {
    return this.i;
  },
  toString: function () {
    return ((BigInt(this.t) << BigInt(32)) + BigInt(this.i)).toString();
  },
  toJSON: function () {
    return { $timestamp: this.toString() };
  },
});

function Code(code, scope) {
  if (!(this instanceof Code)) {
    return new Code(code, scope);
  }
  this.code = String(code);
  this.scope = scope;
}
type('Code', Code, {});
function DBRef(collection, oid, db, fields) {
  if (!(this instanceof DBRef)) {
    return new DBRef(collection, oid, db, fields);
  }
  this.collection = collection;
  this.oid = oid;
  this.db = db;
  this.fields = fields || {};
}
type('DBRef', DBRef, {
  toJSON: function () {
    return Object.assign({ $ref: this.collection, $id: this.oid }, this.db ? { $db: this.db } : {}, this.fields);
  },
});
function MinKey() {
  if (!(this instanceof MinKey)) {
    return new MinKey();
  }
}
type('MinKey', MinKey, {});
function MaxKey() {
  if (!(this instanceof MaxKey)) {
    return new MaxKey();
  }
}
type('MaxKey', MaxKey, {});
function BSONRegExp(pattern, options) {
  if (!(this instanceof BSONRegExp)) {
    return new BSONRegExp(pattern, options);
  }
  this.pattern = pattern;
  this.options = (options || '').split('').sort().join('');
}
type('BSONRegExp', BSONRegExp, {});
function BSONSymbol(value) {
  if (!(this instanceof BSONSymbol)) {
    return new BSONSymbol(value);
  }
  this.value = value;
}
type('BSONSymbol', BSONSymbol, {
  toString: function () {
    return this.value;
  },
  valueOf: function () {
    return this.value;
  },
});

const kind = (value) => Object.prototype.toString.call(value).slice(8, -1);
const own = (target, name, value) => {
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value: value, writable: true, enumerable: true, configurable: true });
  } else {
    target[name] = value;
  }
};
const isInt32 = (value) => (value | 0) === value && !Object.is(value, -0);
const regularExpression = (pattern, options) => ({ $regularExpression: { pattern: pattern, options: options } });
const binary = (data, subtype) => ({ $binary: { base64: data.toString('base64'), subType: twoDigits(subtype) } });
const ofType = {
  ObjectId: (value) => ({ $oid: value.toHexString() }),
  ObjectID: (value) => ({ $oid: value.toHexString() }),
  Long: (value) => ({ $numberLong: String(value) }),
  Double: (value) => ({ $numberDouble: double(value.value) }),
  Int32: (value) => ({ $numberInt: String(value.value) }),
  Decimal128: (value) => ({ $numberDecimal: value.toString() }),
  Binary: (value) => binary(asBuffer(value.buffer), value.sub_type),
  Timestamp: (value) => ({ $timestamp: { t: value.t, i: value.i } }),
  Code: (value, within) =>
    value.scope ? { $code: value.code, $scope: within(value.scope) } : { $code: value.code },
  DBRef: (value, within) => within(value.toJSON()),
  MinKey: () => ({ $minKey: 1 }),
  MaxKey: () => ({ $maxKey: 1 }),
  BSONRegExp: (value) => regularExpression(value.pattern, value.options),
  BSONSymbol: (value) => ({ $symbol: value.value }),
};
const double = (value) => (isNaN(value) ? 'NaN' : Object.is(value, -0) ? '-0.0' : String(value));

const deepest = 100;
const encodeWithin = (value, ignoreUndefined, depth) => {
  if (depth > deepest) {
    throw bsonError('Cannot convert circular structure to BSON, or one that is nested too deeply');
  }
  const within = (inner) => encodeWithin(inner, ignoreUndefined, depth + 1);
  switch (typeof value) {
    case 'undefined':
      return null;
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return isInt32(value) ? { $numberInt: String(value) } : { $numberDouble: double(value) };
    case 'bigint':
      return { $numberLong: BigInt.asIntN(64, value).toString() };
    case 'object':
      break;
    default:
      throw bsonError(`A ${typeof value} can not be stored`);
  }
  if (value === null) {
    return null;
  }
  if (typeof value.toBSON === 'function') {
    return within(value.toBSON());
  }
  if (value._bsontype && ofType[value._bsontype]) {
    return ofType[value._bsontype](value, within);
  }
  if (Array.isArray(value)) {
    return value.map((element) => (typeof element === 'function' ? null : within(element)));
  }
  if (value instanceof Uint8Array) {
    return binary(Buffer.from(value.buffer, value.byteOffset, value.byteLength), 0);
  }
  switch (kind(value)) {
    case 'Date':
      return { $date: { $numberLong: String(value.getTime()) } };
    case 'RegExp':
      return regularExpression(value.source, (value.ignoreCase ? 'i' : '') + (value.multiline ? 'm' : '') + (value.global ? 's' : ''));
    case 'String':
    case 'Number':
    case 'Boolean':
      return within(value.valueOf());
    case 'Map':
      return encodeEntries(Array.from(value.entries()), ignoreUndefined, within);
    default:
      return encodeEntries(Object.keys(value).map((key) => [key, value[key]]), ignoreUndefined, within);
  }
};
const encodeEntries = (entries, ignoreUndefined, within) => {
  const document = {};
  entries.forEach((entry) => {
    const value = entry[1];
    if (typeof value !== 'function' && typeof value !== 'symbol' && !(value === undefined && ignoreUndefined)) {
      own(document, entry[0], within(value));
    }
  });
  return document;
};

// The engine does not know every pattern that the server's library does.
const decodeRegExp = (value) => {
  const flags = (value.options.indexOf('i') < 0 ? '' : 'i') + (value.options.indexOf('m') < 0 ? '' : 'm');
  try {
    return new RegExp(value.pattern, value.options.indexOf('s') < 0 ? flags : `${flags}g`);
  } catch (e) {
    return new BSONRegExp(value.pattern, value.options);
  }
};
const decodeBinary = (value) => {
  const data = Buffer.from(value.base64, 'base64');
  const subtype = parseInt(value.subType, 16);
  return subtype === Binary.SUBTYPE_UUID && data.length === 16 ? new UUID(data) : new Binary(data, subtype);
};
const decodeLong = (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : new Long(text));
const decoders = {
  $oid: (value) => new ObjectId(value),
  $numberInt: Number,
  $numberDouble: Number,
  $numberLong: decodeLong,
  $numberDecimal: (value) => new Decimal128(value),
  $date: (value) => new Date(Number(value.$numberLong)),
  $regularExpression: decodeRegExp,
  $binary: decodeBinary,
  $timestamp: (value) => new Timestamp(value),
  $symbol: (value) => value,
  $undefined: () => undefined,
  $minKey: () => new MinKey(),
  $maxKey: () => new MaxKey(),
  $dbPointer: (value) => new DBRef(value.$ref, decode(value.$id)),
};
const decode = (value) => {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(decode);
  }
  const keys = Object.keys(value);
  if (keys.length === 1 && Object.prototype.hasOwnProperty.call(decoders, keys[0])) {
    return decoders[keys[0]](value[keys[0]]);
  }
  if (keys[0] === '$code' && (keys.length === 1 || keys[1] === '$scope')) {
    return new Code(value.$code, keys.length === 1 ? undefined : decode(value.$scope));
  }
  const document = {};
  keys.forEach((key) => own(document, key, decode(value[key])));
  if (typeof document.$ref === 'string' && document.$id !== undefined) {
    const rest = Object.assign({}, document);
    ['$ref', '$id', '$db'].forEach((key) => delete rest[key]);
    return new DBRef(document.$ref, document.$id, document.$db, rest);
  }
  return document;
};

module.exports = {
  ObjectId: ObjectId,
  ObjectID: ObjectId,
  Long: Long,
  Double: Double,
  Int32: Int32,
  Decimal128: Decimal128,
  Binary: Binary,
  UUID: UUID,
  Timestamp: Timestamp,
  Code: Code,
  DBRef: DBRef,
  MinKey: MinKey,
  MaxKey: MaxKey,
  BSONRegExp: BSONRegExp,
  BSONSymbol: BSONSymbol,
  Symbol: BSONSymbol,
  // The text that the host reads as a document.
  encode: (document, ignoreUndefined) => JSON.stringify(encodeWithin(document, ignoreUndefined === true, 0)),
  // A document, or an array of them, as the host writes it.
  decode: (text) => decode(JSON.parse(text)),
};
