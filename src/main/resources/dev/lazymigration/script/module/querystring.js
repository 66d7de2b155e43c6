// Node's querystring (https://nodejs.org/api/querystring.html).
const escape = (text) => encodeURIComponent(String(text));

const unescape = (text) => {
  try {
    return decodeURIComponent(text);
  } catch (e) {
    // Not UTF-8: as far as it goes.
    return text.replace(/%([0-9A-Fa-f]{2})/g, (all, hex) => String.fromCharCode(parseInt(hex, 16)));
  }
};

const primitive = (value) => {
  const type = typeof value;
  const readable = type === 'string' || type === 'boolean' || type === 'bigint' || (type === 'number' && isFinite(value));
  return readable ? String(value) : '';
};

const stringify = (object, separator, equals, options) => {
  const encode = (options && options.encodeURIComponent) || module.exports.escape;
  if (typeof object !== 'object' || object === null) {
    return '';
  }
  return Object.keys(object)
    .map((key) => {
      const values = Array.isArray(object[key]) ? object[key] : [object[key]];
      return values
        .map((value) => encode(primitive(key)) + (equals || '=') + encode(primitive(value)))
        .join(separator || '&');
    })
    .filter((pairs) => pairs !== '')
    .join(separator || '&');
};

const parse = (text, separator, equals, options) => {
  const decode = (options && options.decodeURIComponent) || module.exports.unescape;
  const most = options && options.maxKeys !== undefined ? options.maxKeys : 1000;
  const found = Object.create(null);
  if (typeof text !== 'string' || text === '') {
    return found;
  }
  const pairs = text.split(separator || '&').filter((pair) => pair !== '');
  (most > 0 ? pairs.slice(0, most) : pairs).forEach((pair) => {
    const sign = equals || '=';
    const at = pair.indexOf(sign);
    const read = (part) => decode(part.replace(/\+/g, ' '));
    const key = read(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? '' : read(pair.slice(at + sign.length));
    if (key in found) {
      found[key] = [].concat(found[key], value);
    } else {
      found[key] = value;
    }
  });
  return found;
};

module.exports = {
  escape: escape,
  unescape: unescape,
  stringify: stringify,
  encode: stringify,
  parse: parse,
  decode: parse,
};
module.exports.default = module.exports;
