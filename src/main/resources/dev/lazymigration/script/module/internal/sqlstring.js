// Writes values into SQL as npm's sqlstring does, for a server that takes backslashes in strings for escapes; the host
// sees to it that it does.
const kind = (value) => Object.prototype.toString.call(value).slice(8, -1);

const escapes = {
  '\0': '\\0',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\x1a': '\\Z',
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
};
const quoted = (text) => `'${text.replace(/[\0\b\t\n\r\x1a"'\\]/g, (character) => escapes[character])}'`;

// Minutes east of Greenwich; a zone that is no offset counts as Greenwich.
const offsetOf = (timezone) => {
  const parts = /^([+-])(\d\d):?(\d\d)?$/.exec(timezone);
  return parts === null ? 0 : (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3] || 0));
};

const padded = (number, length) => `0000${number}`.slice(-length);

const dateText = (given, timezone) => {
  const local = timezone === undefined || timezone === 'local';
  const date = new Date(given.getTime() + (local ? 0 : offsetOf(timezone) * 60000));
  const part = (name) => date[`get${local ? '' : 'UTC'}${name}`]();
  const day = `${padded(part('FullYear'), 4)}-${padded(part('Month') + 1, 2)}-${padded(part('Date'), 2)}`;
  const time = `${padded(part('Hours'), 2)}:${padded(part('Minutes'), 2)}:${padded(part('Seconds'), 2)}`;
  return `${day} ${time}.${padded(part('Milliseconds'), 3)}`;
};

const escapeId = (name, forbidQualified) => {
  if (Array.isArray(name)) {
    return name.map((one) => escapeId(one, forbidQualified)).join(', ');
  }
  const escaped = String(name).replace(/`/g, '``');
  return `\`${forbidQualified ? escaped : escaped.replace(/\./g, '`.`')}\``;
};

const list = (values, timezone) =>
  values.map((value) => (Array.isArray(value) ? `(${list(value, timezone)})` : escape(value, true, timezone))).join(', ');

const assignments = (object, timezone) =>
  Object.keys(object)
    .filter((key) => typeof object[key] !== 'function')
    .map((key) => `${escapeId(key)} = ${escape(object[key], true, timezone)}`)
    .join(', ');

function escape(value, stringifyObjects, timezone) {
  if (value === undefined || value === null) {
    return 'NULL';
  }
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint') {
    return String(value);
  }
  if (typeof value !== 'object') {
    return quoted(String(value));
  }
  if (kind(value) === 'Date') {
    return isNaN(value.getTime()) ? 'NULL' : quoted(dateText(value, timezone));
  }
  if (Array.isArray(value)) {
    return list(value, timezone);
  }
  if (kind(value) === 'Uint8Array') {
    return `X'${Buffer.from(value).toString('hex')}'`;
  }
  if (typeof value.toSqlString === 'function') {
    return String(value.toSqlString());
  }
  return stringifyObjects ? quoted(String(value)) : assignments(value, timezone);
}

// Every ? takes a value and every ?? an identifier, wherever it stands; three and more are left alone.
const format = (sql, values, stringifyObjects, timezone) => {
  if (values === undefined || values === null) {
    return sql;
  }
  const given = Array.isArray(values) ? values : [values];
  let next = 0;
  return sql.replace(/\?+/g, (marks) => {
    if (marks.length > 2 || next >= given.length) {
      return marks;
    }
    const value = given[next++];
    return marks.length === 2 ? escapeId(value) : escape(value, stringifyObjects, timezone);
  });
};

const raw = (sql) => {
  if (typeof sql !== 'string') {
    throw new TypeError('argument sql must be a string');
  }
  return { toSqlString: () => sql };
};

module.exports = { escape: escape, escapeId: escapeId, format: format, raw: raw, dateText: dateText, offsetOf: offsetOf };
