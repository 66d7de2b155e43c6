// What scripts use of Node's util (https://nodejs.org/api/util.html).
const custom = Symbol.for('nodejs.util.promisify.custom');
const slice = (list, from) => Array.prototype.slice.call(list, from || 0);
const inspectCustom = Symbol.for('nodejs.util.inspect.custom');
const kind = (value) => Object.prototype.toString.call(value).slice(8, -1);

const promisify = (original) => {
  if (typeof original !== 'function') {
    throw new TypeError(`The "original" argument must be of type function. Received ${kind(original)}`);
  }
  if (original[custom]) {
    return original[custom];
  }
  return function () {
    const self = this;
    const given = slice(arguments);
    return new Promise((resolve, reject) => {
      original.apply(
        self,
        given.concat([(error, value) => (error ? reject(error) : resolve(value))])
      );
    });
  };
};
promisify.custom = custom;

const callbackify = (original) =>
  function () {
    const given = slice(arguments);
    const callback = given.pop();
    original.apply(this, given).then(
      (value) => host.later(callback, null, value),
      (error) => host.later(callback, error || new Error('Promise was rejected with a falsy value'))
    );
  };

const inherits = (type, parent) => {
  type.super_ = parent;
  Object.setPrototypeOf(type.prototype, parent.prototype);
};

const quoted = (value) => `'${value.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/'/g, "\\'")}'`;

const inspectWithin = (value, depth, above) => {
  if (typeof value === 'string') {
    return quoted(value);
  }
  if (typeof value === 'function') {
    return value.name ? `[Function: ${value.name}]` : '[Function (anonymous)]';
  }
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  if (value instanceof Error) {
    return value.stack ? `${value}\n${value.stack}` : String(value);
  }
  if (kind(value) === 'Date') {
    return isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  }
  if (kind(value) === 'RegExp') {
    return String(value);
  }
  if (typeof value[inspectCustom] === 'function' && value[inspectCustom] !== inspect) {
    const shown = value[inspectCustom](depth, { depth: depth }, inspect);
    return typeof shown === 'string' ? shown : inspectWithin(shown, depth, above);
  }
  if (above.indexOf(value) >= 0) {
    return '[Circular *1]';
  }
  if (Buffer.isBuffer(value)) {
    return `<Buffer ${value.toString('hex').replace(/(..)(?=.)/g, '$1 ')}>`;
  }
  if (depth < 0) {
    return Array.isArray(value) ? '[Array]' : '[Object]';
  }
  const within = (inner) => inspectWithin(inner, depth - 1, above.concat([value]));
  if (Array.isArray(value)) {
    return value.length === 0 ? '[]' : `[ ${value.map(within).join(', ')} ]`;
  }
  if (value instanceof Map) {
    const pairs = Array.from(value, ([key, element]) => `${within(key)} => ${within(element)}`);
    return `Map(${value.size}) {${pairs.length === 0 ? '' : ` ${pairs.join(', ')} `}}`;
  }
  if (value instanceof Set) {
    const elements = Array.from(value, within);
    return `Set(${value.size}) {${elements.length === 0 ? '' : ` ${elements.join(', ')} `}}`;
  }
  if (value instanceof Promise) {
    return 'Promise { <pending> }';
  }
  const prototype = Object.getPrototypeOf(value);
  const type = prototype === null ? '[Object: null prototype]' : prototype.constructor && prototype.constructor.name;
  const prefix = type && type !== 'Object' ? `${type} ` : '';
  const entries = Object.keys(value).map((key) => {
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
    return `${name}: ${within(value[key])}`;
  });
  return prefix + (entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`);
};

const inspect = (value, options) => {
  const depth = options && options.depth !== undefined ? options.depth : 2;
  return inspectWithin(value, depth === null ? Infinity : depth, []);
};

inspect.custom = inspectCustom;
inspect.defaultOptions = { depth: 2 };

const format = function (first) {
  const plain = (value) => (typeof value === 'string' ? value : inspect(value));
  if (typeof first !== 'string') {
    return slice(arguments).map(plain).join(' ');
  }
  const given = slice(arguments, 1);
  const text = first.replace(/%([sdifjoOc%])/g, (all, letter) => {
    if (letter === '%') {
      return given.length === 0 && arguments.length === 1 ? all : '%';
    }
    if (given.length === 0) {
      return all;
    }
    const value = given.shift();
    switch (letter) {
      case 's':
        return plain(value);
      case 'd':
        return String(Number(value));
      case 'i':
        return String(parseInt(value, 10));
      case 'f':
        return String(parseFloat(value));
      case 'j':
        return JSON.stringify(value);
      case 'c':
        return '';
      default:
        return inspect(value);
    }
  });
  return [text].concat(given.map(plain)).join(' ');
};

const isDeepStrictEqual = (one, other) => {
  if (Object.is(one, other)) {
    return true;
  }
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return false;
  }
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) {
    return false;
  }
  if (kind(one) === 'Date' || kind(one) === 'RegExp') {
    return String(Number(one)) === String(Number(other)) && String(one) === String(other);
  }
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.prototype.hasOwnProperty.call(other, key) && isDeepStrictEqual(one[key], other[key]))
  );
};

module.exports = {
  promisify: promisify,
  callbackify: callbackify,
  inherits: inherits,
  inspect: inspect,
  format: format,
  isDeepStrictEqual: isDeepStrictEqual,
  isArray: Array.isArray,
  deprecate: (original) => original,
  debuglog: () => () => {},
  types: {
    isDate: (value) => kind(value) === 'Date',
    isRegExp: (value) => kind(value) === 'RegExp',
    isNativeError: (value) => value instanceof Error,
    isPromise: (value) => value instanceof Promise,
    isUint8Array: (value) => value instanceof Uint8Array,
    isTypedArray: (value) => ArrayBuffer.isView(value) && kind(value) !== 'DataView',
    isMap: (value) => kind(value) === 'Map',
    isSet: (value) => kind(value) === 'Set',
    isAnyArrayBuffer: (value) => value instanceof ArrayBuffer,
    isArrayBuffer: (value) => value instanceof ArrayBuffer,
    isArrayBufferView: (value) => ArrayBuffer.isView(value),
    isBoxedPrimitive: (value) => typeof value === 'object' && ['Number', 'String', 'Boolean'].includes(kind(value)),
    isGeneratorFunction: (value) => kind(value) === 'GeneratorFunction',
    isAsyncFunction: (value) => kind(value) === 'AsyncFunction',
    isProxy: () => false,
    isWeakMap: (value) => value instanceof WeakMap,
    isWeakSet: (value) => value instanceof WeakSet,
  },
  isBoolean: (value) => typeof value === 'boolean',
  isBuffer: (value) => Buffer.isBuffer(value),
  isDate: (value) => kind(value) === 'Date',
  isError: (value) => value instanceof Error,
  isFunction: (value) => typeof value === 'function',
  isNull: (value) => value === null,
  isNullOrUndefined: (value) => value === null || value === undefined,
  isNumber: (value) => typeof value === 'number',
  isObject: (value) => typeof value === 'object' && value !== null,
  isPrimitive: (value) => value === null || (typeof value !== 'object' && typeof value !== 'function'),
  isRegExp: (value) => kind(value) === 'RegExp',
  isString: (value) => typeof value === 'string',
  isUndefined: (value) => value === undefined,
  stripVTControlCharacters: (text) => text.replace(/\u001b\[[0-9;]*m/g, ''),
  toUSVString: (text) => String(text).toWellFormed(),
};
if (typeof TextEncoder === 'function') {
  module.exports.TextEncoder = TextEncoder;
}
if (typeof TextDecoder === 'function') {
  module.exports.TextDecoder = TextDecoder;
}
module.exports.default = module.exports;
