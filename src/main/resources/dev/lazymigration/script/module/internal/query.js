// Query strings with nested values, as npm's qs writes them by default: a[b]=1&c[0]=2.
const strict = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

const plain = (value) => {
  if (value === null || value === undefined) {
    return '';
  }
  return value instanceof Date ? value.toISOString() : String(value);
};

const bracket = (options, name, index) => {
  switch ((options && options.arrayFormat) || (options && options.indices === false ? 'repeat' : 'indices')) {
    case 'repeat':
      return name;
    case 'brackets':
      return `${name}[]`;
    default:
      return `${name}[${index}]`;
  }
};

const collect = (name, value, options, into) => {
  if (value === undefined || typeof value === 'function') {
    return;
  }
  if (typeof value !== 'object' || value === null || value instanceof Date || Buffer.isBuffer(value)) {
    into.push(`${strict(name)}=${strict(plain(value))}`);
  } else if (Array.isArray(value)) {
    value.forEach((one, index) => collect(bracket(options, name, index), one, options, into));
  } else {
    Object.keys(value).forEach((key) => collect(`${name}[${key}]`, value[key], options, into));
  }
};

// What Node's querystring makes of it: lists repeat the name, objects are left out.
const flat = (values) => {
  const parts = [];
  Object.keys(values).forEach((name) => {
    [].concat(values[name]).forEach((value) => {
      const text = typeof value === 'object' || value === undefined ? '' : String(value);
      parts.push(`${strict(name)}=${strict(text)}`);
    });
  });
  return parts.join('&');
};

const stringify = (values, options) => {
  const parts = [];
  Object.keys(values).forEach((name) => collect(name, values[name], options, parts));
  return parts.join('&');
};

module.exports = { stringify: stringify, flat: flat, strict: strict };
