// Shared by all runs, and so without state. What npm's pg-types and node-postgres' lib/utils.js do: values of the server's text format as JavaScript ones, and
// back. Types that are not listed stay text, as there: int8 and numeric, because a number would lose digits; enums.

const builtins = {
  BOOL: 16,
  BYTEA: 17,
  CHAR: 18,
  INT8: 20,
  INT2: 21,
  INT4: 23,
  TEXT: 25,
  OID: 26,
  JSON: 114,
  FLOAT4: 700,
  FLOAT8: 701,
  BPCHAR: 1042,
  VARCHAR: 1043,
  DATE: 1082,
  TIME: 1083,
  TIMESTAMP: 1114,
  TIMESTAMPTZ: 1184,
  INTERVAL: 1186,
  NUMERIC: 1700,
  UUID: 2950,
  JSONB: 3802,
};

const text = (value) => value;
const integer = (value) => parseInt(value, 10);
const bool = (value) => value === 't' || value === 'true' || value === 'y' || value === 'yes' || value === 'on' || value === '1';

const bytea = (value) => {
  if (value.slice(0, 2) === '\\x') {
    return Buffer.from(value.slice(2), 'hex');
  }
  const latin1 = value.replace(/\\(\\|[0-7]{3})/g, (all, code) =>
    code === '\\' ? code : String.fromCharCode(parseInt(code, 8))
  );
  return Buffer.from(latin1, 'latin1');
};

const point = (value) => {
  const numbers = /^\(([^,]+),([^)]+)\)$/.exec(value);
  return numbers === null ? null : { x: parseFloat(numbers[1]), y: parseFloat(numbers[2]) };
};

const circle = (value) => {
  const numbers = /^<\(([^,]+),([^)]+)\),([^>]+)>$/.exec(value);
  return numbers === null
    ? null
    : { x: parseFloat(numbers[1]), y: parseFloat(numbers[2]), radius: parseFloat(numbers[3]) };
};

// As npm's postgres-date: a date or timestamp without zone is taken in the local one.
const date = (value) => {
  if (value === 'infinity' || value === '-infinity') {
    return value === 'infinity' ? Infinity : -Infinity;
  }
  const parts =
    /^(\d+)-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d)(\.\d+)?)?(?:([+-])(\d\d)(?::?(\d\d))?(?::?(\d\d))?)?( BC)?$/.exec(value);
  if (parts === null) {
    return null;
  }
  const year = parts[12] ? 1 - parseInt(parts[1], 10) : parseInt(parts[1], 10);
  const month = parseInt(parts[2], 10) - 1;
  const day = parseInt(parts[3], 10);
  const hour = parseInt(parts[4] || '0', 10);
  const minute = parseInt(parts[5] || '0', 10);
  const second = parseInt(parts[6] || '0', 10);
  const millisecond = Math.floor(parseFloat(`0${parts[7] || ''}`) * 1000 + 1e-6);
  // Through setFullYear, because Date takes the years 0 to 99 for those of the 20th century.
  const result = new Date(0);
  if (!parts[8]) {
    result.setFullYear(year, month, day);
    result.setHours(hour, minute, second, millisecond);
    return result;
  }
  result.setUTCFullYear(year, month, day);
  result.setUTCHours(hour, minute, second, millisecond);
  const seconds = parseInt(parts[9], 10) * 3600 + parseInt(parts[10] || '0', 10) * 60 + parseInt(parts[11] || '0', 10);
  result.setTime(result.getTime() - (parts[8] === '-' ? -seconds : seconds) * 1000);
  return result;
};

// As npm's postgres-interval: parts that are zero are missing.
function Interval() {}
const units = ['years', 'months', 'days', 'hours', 'minutes', 'seconds'];
Interval.prototype.toPostgres = function () {
  const filled = units.filter((unit) => this[unit] || (unit === 'seconds' && this.milliseconds));
  if (filled.length === 0) {
    return '0';
  }
  return filled
    .map((unit) => {
      const amount = this[unit] || 0;
      return `${unit === 'seconds' ? amount + (this.milliseconds || 0) / 1000 : amount} ${unit}`;
    })
    .join(' ');
};
Interval.prototype.toISOString = function () {
  const of = (unit) => this[unit] || 0;
  const seconds = of('seconds') + of('milliseconds') / 1000;
  return `P${of('years')}Y${of('months')}M${of('days')}DT${of('hours')}H${of('minutes')}M${seconds}S`;
};
Interval.prototype.toISO = Interval.prototype.toISOString;

const interval = (value) => {
  const result = new Interval();
  const set = (unit, amount) => {
    if (amount) {
      result[unit] = amount;
    }
  };
  const amount = (pattern) => {
    const found = pattern.exec(value);
    return found === null ? 0 : parseInt(found[1], 10);
  };
  set('years', amount(/([+-]?\d+) years?/));
  set('months', amount(/([+-]?\d+) mons?/));
  set('days', amount(/([+-]?\d+) days?/));
  const time = /([+-])?(\d+):(\d\d):(\d\d)(?:\.(\d{1,6}))?/.exec(value);
  if (time !== null) {
    const sign = time[1] === '-' ? -1 : 1;
    set('hours', sign * parseInt(time[2], 10));
    set('minutes', sign * parseInt(time[3], 10));
    set('seconds', sign * parseInt(time[4], 10));
    set('milliseconds', (sign * parseInt(`${time[5] || ''}000000`.slice(0, 6), 10)) / 1000);
  }
  return result;
};

// Reads {a,"b,c",NULL,{…}}, with or without bounds before it.
const array = (element) => (value) => {
  let at = value.indexOf('{');
  const quoted = () => {
    let result = '';
    for (at++; value[at] !== '"'; at++) {
      if (value[at] === '\\') {
        at++;
      }
      result += value[at];
    }
    at++;
    return element(result);
  };
  const plain = () => {
    const start = at;
    while (value[at] !== ',' && value[at] !== '}') {
      at++;
    }
    const result = value.slice(start, at);
    return result === 'NULL' ? null : element(result);
  };
  const list = () => {
    const result = [];
    at++;
    while (value[at] !== '}') {
      if (value[at] === '{') {
        result.push(list());
      } else {
        result.push(value[at] === '"' ? quoted() : plain());
      }
      if (value[at] === ',') {
        at++;
      }
    }
    at++;
    return result;
  };
  return list();
};

const parsers = {};
const register = (parser, oids) => oids.forEach((oid) => (parsers[oid] = parser));
register(bool, [16]);
register(bytea, [17]);
register(integer, [21, 23, 26]);
register(parseFloat, [700, 701]);
register(JSON.parse, [114, 3802]);
register(point, [600]);
register(circle, [718]);
register(date, [1082, 1114, 1184]);
register(interval, [1186]);
register(array(bool), [1000]);
register(array(bytea), [1001]);
register(array(integer), [1005, 1007, 1028]);
// numeric[] as numbers although numeric is text: so does pg-types.
register(array(parseFloat), [1021, 1022, 1231]);
register(array(JSON.parse), [199, 3807]);
register(array(point), [1017]);
register(array(date), [1115, 1182, 1185]);
register(array(interval), [1187]);
register(array(text), [651, 791, 1002, 1003, 1008, 1009, 1014, 1015, 1016, 1040, 1041, 1183, 1270, 2951, 3907]);

const padded = (number, length) => `000000${number}`.slice(-length);

// Local time with its offset, as node-postgres sends it.
const dateText = (value) => {
  const offset = -value.getTimezoneOffset();
  const year = value.getFullYear();
  const zone = `${offset < 0 ? '-' : '+'}${padded(Math.floor(Math.abs(offset) / 60), 2)}:${padded(Math.abs(offset) % 60, 2)}`;
  const day = `${padded(year < 1 ? 1 - year : year, year > 9999 ? 6 : 4)}-${padded(value.getMonth() + 1, 2)}-${padded(value.getDate(), 2)}`;
  const time = `${padded(value.getHours(), 2)}:${padded(value.getMinutes(), 2)}:${padded(value.getSeconds(), 2)}`;
  return `${day}T${time}.${padded(value.getMilliseconds(), 3)}${zone}${year < 1 ? ' BC' : ''}`;
};

const isBytes = (value) => Object.prototype.toString.call(value) === '[object Uint8Array]';

const arrayText = (values) => {
  const elements = values.map((value) => {
    if (value === null || value === undefined) {
      return 'NULL';
    }
    if (Array.isArray(value)) {
      return arrayText(value);
    }
    if (isBytes(value)) {
      return `\\\\x${Buffer.from(value).toString('hex')}`;
    }
    return `"${prepared(value).replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;
  });
  return `{${elements.join(',')}}`;
};

// A query value as the host takes it: text, bytes or null.
function prepared(value) {
  if (value === null || value === undefined) {
    return null;
  }
  if (typeof value !== 'object') {
    return String(value);
  }
  if (isBytes(value)) {
    return value;
  }
  if (Object.prototype.toString.call(value) === '[object Date]') {
    return dateText(value);
  }
  if (Array.isArray(value)) {
    return arrayText(value);
  }
  return typeof value.toPostgres === 'function' ? prepared(value.toPostgres(prepared)) : JSON.stringify(value);
}

// With the class, because the seal finds only what can be reached from here.
module.exports = { builtins: builtins, parsers: parsers, Interval: Interval, text: text, array: array, prepared: prepared };
