// What tedious and mssql have in common: SQL Server's types, and values on their way to it and back.
const kind = (value) => Object.prototype.toString.call(value).slice(8, -1);

const sized = (name, most) => (options) => {
  const length = options.length;
  const fits = typeof length === 'number' && length > 0 && length <= most;
  return `${name}(${fits ? Math.floor(length) : length === Infinity || length > most || options.long ? 'max' : most})`;
};
const fixed = (name, most) => (options) => `${name}(${Math.min(Math.max(Math.floor(options.length || 1), 1), most)})`;
const exact = (name) => (options) =>
  `${name}(${options.precision === undefined ? 18 : options.precision},${options.scale === undefined ? 0 : options.scale})`;
const fraction = (name) => (options) => `${name}(${options.scale === undefined ? 7 : options.scale})`;
const plain = (name) => () => name;

// How each is declared, and what its values are: text, number, flag, date or bytes.
const definitions = {
  Bit: [plain('bit'), 'flag'],
  TinyInt: [plain('tinyint'), 'number'],
  SmallInt: [plain('smallint'), 'number'],
  Int: [plain('int'), 'number'],
  BigInt: [plain('bigint'), 'text'],
  Decimal: [exact('decimal'), 'number'],
  Numeric: [exact('numeric'), 'number'],
  Money: [plain('money'), 'number'],
  SmallMoney: [plain('smallmoney'), 'number'],
  Float: [plain('float'), 'number'],
  Real: [plain('real'), 'number'],
  Char: [fixed('char', 8000), 'text'],
  NChar: [fixed('nchar', 4000), 'text'],
  VarChar: [sized('varchar', 8000), 'text'],
  NVarChar: [sized('nvarchar', 4000), 'text'],
  Text: [plain('text'), 'text'],
  NText: [plain('ntext'), 'text'],
  Xml: [plain('xml'), 'text'],
  UniqueIdentifier: [plain('uniqueidentifier'), 'text'],
  Date: [plain('date'), 'date'],
  DateTime: [plain('datetime'), 'date'],
  SmallDateTime: [plain('smalldatetime'), 'date'],
  DateTime2: [fraction('datetime2'), 'date'],
  Time: [fraction('time'), 'date'],
  DateTimeOffset: [fraction('datetimeoffset'), 'date'],
  Binary: [fixed('binary', 8000), 'bytes'],
  VarBinary: [sized('varbinary', 8000), 'bytes'],
  Image: [plain('image'), 'bytes'],
  Variant: [plain('sql_variant'), 'text'],
};

const byColumnType = {};
Object.keys(definitions).forEach((name) => (byColumnType[name.toLowerCase()] = name));
byColumnType.sql_variant = 'Variant';

const nameOfColumnType = (type) => byColumnType[type.replace(/ identity$/, '')] || 'NVarChar';

const padded = (number, length) => `0000${number}`.slice(-length);

const dateText = (date, type, useUTC) => {
  const utc = useUTC || type === 'DateTimeOffset' ? 'UTC' : '';
  const part = (name) => date[`get${utc}${name}`]();
  const day = `${padded(part('FullYear'), 4)}-${padded(part('Month') + 1, 2)}-${padded(part('Date'), 2)}`;
  const time = `${padded(part('Hours'), 2)}:${padded(part('Minutes'), 2)}:${padded(part('Seconds'), 2)}.${padded(part('Milliseconds'), 3)}`;
  if (type === 'Date' || type === 'Time') {
    return type === 'Date' ? day : time;
  }
  return `${day}T${time}${type === 'DateTimeOffset' ? '+00:00' : ''}`;
};

const invalid = (name, reason) => {
  const error = new TypeError(`Validation failed for parameter '${name}'. ${reason}`);
  error.code = 'EPARAM';
  return error;
};

// A value as the host takes it.
const sent = (name, type, value, useUTC) => {
  if (value === null || value === undefined) {
    return null;
  }
  const form = definitions[type][1];
  if (form === 'bytes') {
    if (kind(value) !== 'Uint8Array') {
      throw invalid(name, 'Invalid buffer.');
    }
    return value;
  }
  if (form === 'flag') {
    return Boolean(value);
  }
  if (form === 'number') {
    const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
    if (isNaN(number)) {
      throw invalid(name, 'Invalid number.');
    }
    return number;
  }
  if (form === 'date') {
    const date = kind(value) === 'Date' ? value : new Date(value);
    if (isNaN(date.getTime())) {
      throw invalid(name, 'Invalid date.');
    }
    return dateText(date, type, useUTC);
  }
  if (kind(value) === 'Date') {
    return dateText(value, 'DateTime2', useUTC);
  }
  if (typeof value === 'object' && typeof value.toString !== 'function') {
    throw invalid(name, 'Invalid string.');
  }
  return String(value);
};

// { name, type, value, output, length, precision, scale } with the name of the type, as the host takes it.
const parameter = (given, useUTC) => {
  const value = sent(given.name, given.type, given.value, useUTC);
  const size = typeof value === 'string' || value instanceof Uint8Array ? value.length : 0;
  const options = Object.assign({ long: size > 4000 }, given);
  if (options.length === undefined && definitions[given.type][0]({ length: 1 }) === definitions[given.type][0]({})) {
    // A fixed length that nobody gave is that of the value.
    options.length = size;
  }
  return {
    name: given.name,
    type: definitions[given.type][0](options),
    value: value,
    output: Boolean(given.output),
  };
};

const local = (text, useUTC) => {
  const parts = /^(?:(\d{4})-(\d\d)-(\d\d))?T?(?:(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?)?$/.exec(text);
  if (parts === null) {
    return null;
  }
  const number = (index, otherwise) => (parts[index] === undefined ? otherwise : parseInt(parts[index], 10));
  const millis = parts[7] === undefined ? 0 : parseInt(`${parts[7]}000`.slice(0, 3), 10);
  const result = new Date(0);
  const utc = useUTC ? 'UTC' : '';
  result[`set${utc}FullYear`](number(1, 1970), number(2, 1) - 1, number(3, 1));
  result[`set${utc}Hours`](number(4, 0), number(5, 0), number(6, 0), millis);
  return result;
};

// A value of a column as JavaScript's.
const received = (column, value, useUTC) => {
  if (value === null) {
    return null;
  }
  if (column.kind !== 'value') {
    return local(value, useUTC);
  }
  return kind(value) === 'Uint8Array' ? Buffer.from(value) : value;
};

// A value of an output parameter, which comes as text or bytes.
const output = (type, value, useUTC) => {
  if (value === null || value === undefined) {
    return null;
  }
  const form = definitions[type][1];
  if (form === 'number') {
    return Number(value);
  }
  if (form === 'flag') {
    return value === '1' || value === 'true';
  }
  if (form === 'date') {
    return local(String(value).replace(' ', 'T'), useUTC) || new Date(value);
  }
  return form === 'bytes' ? Buffer.from(value) : value;
};

// The text that calls a procedure with all the parameters, and the one for what it returns.
const STATUS = 'lm_return_status';
const call = (procedure, parameters) => {
  if (!/^[A-Za-z0-9_@#$.[\] \u00aa-\uffff]{1,500}$/.test(procedure)) {
    throw new TypeError('The name of the procedure is none');
  }
  const given = parameters.map((one) => `@${one.name} = @${one.name}${one.output ? ' OUTPUT' : ''}`);
  return {
    text: `EXEC @${STATUS} = ${procedure}${given.length > 0 ? ` ${given.join(', ')}` : ''}`,
    status: { name: STATUS, type: 'Int', value: null, output: true },
  };
};

module.exports = {
  definitions: definitions,
  nameOfColumnType: nameOfColumnType,
  parameter: parameter,
  received: received,
  output: output,
  call: call,
  STATUS: STATUS,
  invalid: invalid,
};
