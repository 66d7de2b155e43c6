// What npm's mysql and mysql2 make of the server's values.
const sqlstring = require('internal/sqlstring');

const codes = {
  DECIMAL: 0,
  TINY: 1,
  SHORT: 2,
  LONG: 3,
  FLOAT: 4,
  DOUBLE: 5,
  NULL: 6,
  TIMESTAMP: 7,
  LONGLONG: 8,
  INT24: 9,
  DATE: 10,
  TIME: 11,
  DATETIME: 12,
  YEAR: 13,
  NEWDATE: 14,
  VARCHAR: 15,
  BIT: 16,
  JSON: 245,
  NEWDECIMAL: 246,
  ENUM: 247,
  SET: 248,
  TINY_BLOB: 249,
  MEDIUM_BLOB: 250,
  LONG_BLOB: 251,
  BLOB: 252,
  VAR_STRING: 253,
  STRING: 254,
  GEOMETRY: 255,
};
const names = {};
Object.keys(codes).forEach((name) => (names[codes[name]] = name));

const ZEROFILL = 64;
const EXACT = Math.pow(2, 53);

const isTextual = (type, dateStrings) =>
  Array.isArray(dateStrings) ? dateStrings.indexOf(names[type]) >= 0 : Boolean(dateStrings);

const date = (text, timezone, invalid) => {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d):(\d\d)(\.\d{1,6})?)?$/.exec(text);
  const month = parts === null ? 0 : Number(parts[2]);
  if (parts === null || month < 1 || month > 12 || Number(parts[3]) < 1 || Number(parts[3]) > 31) {
    return invalid;
  }
  const millis = Math.floor(Number(`0${parts[7] || ''}`) * 1000 + 1e-6);
  const time = [Number(parts[4] || 0), Number(parts[5] || 0), Number(parts[6] || 0), millis];
  const result = new Date(0);
  // Through setFullYear, because Date takes the years 0 to 99 for those of the 20th century.
  if (timezone === undefined || timezone === 'local') {
    result.setFullYear(Number(parts[1]), month - 1, Number(parts[3]));
    result.setHours(time[0], time[1], time[2], time[3]);
    return result;
  }
  result.setUTCFullYear(Number(parts[1]), month - 1, Number(parts[3]));
  result.setUTCHours(time[0], time[1], time[2], time[3]);
  return new Date(result.getTime() - sqlstring.offsetOf(timezone) * 60000);
};

const number = (field, value) => (field.flags & ZEROFILL && value[0] === '0' ? value : Number(value));

const bigNumber = (field, value, config) => {
  const result = number(field, value);
  const inexact = typeof result === 'number' && Math.abs(result) >= EXACT;
  return config.supportBigNumbers && (config.bigNumberStrings || inexact) ? value : result;
};

// Well-known binary behind the number of its reference system: points are { x, y }, everything else lists of them.
const geometry = (bytes) => {
  const buffer = Buffer.from(bytes);
  let at = 4;
  const read = (size, little, big) => {
    const value = buffer[littleEndian ? little : big](at);
    at += size;
    return value;
  };
  let littleEndian = true;
  const count = () => read(4, 'readUInt32LE', 'readUInt32BE');
  const coordinate = () => read(8, 'readDoubleLE', 'readDoubleBE');
  const point = () => ({ x: coordinate(), y: coordinate() });
  const many = (one) => {
    const result = [];
    for (let left = count(); left > 0; left--) {
      result.push(one());
    }
    return result;
  };
  const shape = () => {
    littleEndian = buffer.readUInt8(at++) === 1;
    const type = count();
    if (type === 1) {
      return point();
    }
    return type === 2 ? many(point) : type === 3 ? many(() => many(point)) : many(shape);
  };
  return buffer.length > 4 ? shape() : null;
};

const bytes = (value) => (typeof value === 'string' ? value : Buffer.from(value));

const shared = (field, value, config, invalidDate) => {
  switch (field.type) {
    case codes.TIMESTAMP:
    case codes.DATE:
    case codes.DATETIME:
    case codes.NEWDATE:
      return isTextual(field.type, config.dateStrings) ? value : date(value, config.timezone, invalidDate(value));
    case codes.TINY:
    case codes.SHORT:
    case codes.LONG:
    case codes.INT24:
    case codes.YEAR:
    case codes.FLOAT:
    case codes.DOUBLE:
      return number(field, value);
    case codes.LONGLONG:
      return bigNumber(field, value, config);
    case codes.GEOMETRY:
      return geometry(value);
    default:
      return bytes(value);
  }
};

// A decimal becomes a number here.
const mysql = (field, value, config) =>
  field.type === codes.NEWDECIMAL || field.type === codes.DECIMAL
    ? bigNumber(field, value, config)
    : shared(field, value, config, (text) => text);

// A decimal stays text here, and JSON is parsed.
const mysql2 = (field, value, config) => {
  if (field.type === codes.NEWDECIMAL || field.type === codes.DECIMAL) {
    return config.decimalNumbers ? Number(value) : value;
  }
  if (field.type === codes.JSON) {
    return config.jsonStrings ? value : JSON.parse(value);
  }
  return shared(field, value, config, () => new Date(NaN));
};

// Out of the text that comes with the number of rows that matched.
const changedRows = (info) => {
  const count = /\bChanged:\s*(\d+)/i.exec(info);
  return count === null ? 0 : Number(count[1]);
};

module.exports = { codes: codes, names: names, mysql: mysql, mysql2: mysql2, plain: bytes, geometry: geometry, changedRows: changedRows };
