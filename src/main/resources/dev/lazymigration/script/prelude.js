// The world of every script, built once and sealed. Evaluates to a function that is given the global object, the
// natives of SharedWorld and the npm package "buffer", and that returns what makes a run's own globals.
(function (shared, native, buffer) {
  const define = (target, name, value) => {
    Object.defineProperty(target, name, { value: value, writable: true, enumerable: false, configurable: true });
  };

  const errorClass = (name, construct) => {
    const type = function () {
      const self = this instanceof type ? this : Object.create(type.prototype);
      native.trace(self);
      construct(self, arguments);
      return self;
    };
    define(type, 'name', name);
    type.prototype = Object.create(Error.prototype);
    define(type.prototype, 'constructor', type);
    define(type.prototype, 'name', name);
    define(shared, name, type);
  };

  const message = (self, text, otherwise) => define(self, 'message', text === undefined ? otherwise : String(text));

  errorClass('WrongUsernameOrPasswordError', (self, given) => {
    self.userId = given[0];
    message(self, given[1], 'Wrong username or password');
  });
  errorClass('ValidationError', (self, given) => {
    self.code = given[0];
    message(self, given[1], String(given[0]));
  });
  errorClass('UnauthorizedError', (self, given) => message(self, given[0], 'Unauthorized'));
  errorClass('AccountLockedError', (self, given) => message(self, given[0], 'The account is locked'));
  errorClass('ServiceUnavailableError', (self, given) => message(self, given[0], 'The service is unavailable'));
  errorClass('PasswordExpiredError', (self, given) => {
    const first = given[0];
    const profileFirst = typeof first === 'object' && first !== null;
    self.profile = profileFirst ? first : given[1];
    message(self, profileFirst ? given[1] : first, 'The password has expired');
  });

  const asText = (value) => {
    if (typeof value === 'string') {
      return value;
    }
    if (value instanceof Error || typeof value !== 'object' || value === null) {
      return String(value);
    }
    try {
      return JSON.stringify(value);
    } catch (e) {
      return String(value);
    }
  };
  const console = {};
  ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir'].forEach((level) => {
    console[level] = function () {
      native.print(level, Array.prototype.map.call(arguments, asText).join(' '));
    };
  });
  console.table = console.log;
  console.group = console.log;
  console.groupCollapsed = console.log;
  ['groupEnd', 'time', 'timeLog', 'timeEnd', 'count', 'countReset'].forEach((name) => {
    console[name] = () => {};
  });
  console.assert = function (condition) {
    if (!condition) {
      native.print('error', ['Assertion failed'].concat(Array.prototype.slice.call(arguments, 1).map(asText)).join(' '));
    }
  };
  define(shared, 'console', console);

  function Timeout(id) {
    this.id = id;
  }
  Timeout.prototype.ref = function () {
    return this;
  };
  Timeout.prototype.unref = Timeout.prototype.ref;
  Timeout.prototype.hasRef = () => true;
  // Scripts reach it from any timer: this is how the seal finds it.
  define(shared, 'Timeout', Timeout);

  const rest = (given, from) => Array.prototype.slice.call(given, from);
  const cancel = (timeout) => {
    if (timeout instanceof Timeout) {
      native.cancel(timeout.id);
    }
  };
  define(shared, 'setTimeout', function setTimeout(work, delay) {
    const given = rest(arguments, 2);
    return new Timeout(native.schedule(() => work.apply(undefined, given), Number(delay) || 0));
  });
  define(shared, 'setImmediate', function setImmediate(work) {
    const given = rest(arguments, 1);
    return new Timeout(native.schedule(() => work.apply(undefined, given), 0));
  });
  define(shared, 'setInterval', function setInterval(work, delay) {
    const given = rest(arguments, 2);
    const timeout = new Timeout(0);
    const again = () => {
      timeout.id = native.schedule(() => {
        again();
        work.apply(undefined, given);
      }, Math.max(1, Number(delay) || 0));
    };
    again();
    return timeout;
  });
  define(shared, 'clearTimeout', cancel);
  define(shared, 'clearInterval', cancel);
  define(shared, 'clearImmediate', cancel);
  define(shared, 'queueMicrotask', (work) => {
    Promise.resolve().then(work);
  });

  // util.promisify would take the first argument for the callback.
  const promisified = Symbol.for('nodejs.util.promisify.custom');
  define(shared.setTimeout, promisified, (delay, value) => new Promise((resolve) => shared.setTimeout(resolve, delay, value)));
  define(shared.setImmediate, promisified, (value) => new Promise((resolve) => shared.setImmediate(resolve, value)));

  // The engine's own says " rejected", with a space.
  define(Promise, 'allSettled', function allSettled(promises) {
    const settled = Array.from(promises, (promise) =>
      this.resolve(promise).then(
        (value) => ({ status: 'fulfilled', value: value }),
        (reason) => ({ status: 'rejected', reason: reason })
      )
    );
    return this.all(settled);
  });

  // The engine takes the locale for a radix.
  define(Number.prototype, 'toLocaleString', function toLocaleString() {
    const parts = String(Math.round(this * 1000) / 1000).split('.');
    const grouped = /e/.test(parts[0]) ? parts[0] : parts[0].replace(/\B(?=(\d{3})+$)/g, ',');
    return [grouped].concat(parts.slice(1)).join('.');
  });

  const Buffer = buffer.Buffer;
  // The npm package is older than this encoding.
  const isBase64Url = (encoding) => typeof encoding === 'string' && encoding.toLowerCase() === 'base64url';
  const isEncoding = Buffer.isEncoding;
  const from = Buffer.from;
  const toText = Buffer.prototype.toString;
  Buffer.isEncoding = (encoding) => isBase64Url(encoding) || isEncoding(encoding);
  Buffer.from = (value, encoding, length) => from(value, isBase64Url(encoding) ? 'base64' : encoding, length);
  Buffer.prototype.toString = function (encoding, start, end) {
    return isBase64Url(encoding)
      ? toText.call(this, 'base64', start, end).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
      : toText.apply(this, arguments);
  };
  define(shared, 'Buffer', Buffer);
  define(shared, 'btoa', (text) => Buffer.from(String(text), 'latin1').toString('base64'));
  define(shared, 'atob', (text) => Buffer.from(String(text), 'base64').toString('latin1'));

  function TextEncoder() {}
  TextEncoder.prototype.encoding = 'utf-8';
  TextEncoder.prototype.encode = (text) => new Uint8Array(Buffer.from(text === undefined ? '' : String(text), 'utf8'));
  define(shared, 'TextEncoder', TextEncoder);

  function TextDecoder(encoding) {
    this.encoding = encoding === undefined ? 'utf-8' : String(encoding).toLowerCase();
    if (!Buffer.isEncoding(this.encoding)) {
      throw new RangeError('The encoding "' + encoding + '" is not supported');
    }
  }
  TextDecoder.prototype.decode = function (bytes) {
    if (bytes === undefined) {
      return '';
    }
    const view = bytes.buffer ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : Buffer.from(bytes);
    return view.toString(this.encoding);
  };
  define(shared, 'TextDecoder', TextDecoder);

  // The engine's sealing refuses assignments. These are the other ways to change an object that exists.
  const mustBeOwn = (object) => {
    if (native.isSealed(object)) {
      throw new TypeError('Cannot modify a sealed object');
    }
    return object;
  };
  const guardArgument = (holder, name) => {
    const original = holder[name];
    define(holder, name, function (object) {
      mustBeOwn(object);
      return original.apply(this, arguments);
    });
  };
  const guardThis = (holder, name) => {
    const original = holder[name];
    define(holder, name, function () {
      mustBeOwn(this);
      return original.apply(this, arguments);
    });
  };
  ['defineProperty', 'defineProperties', 'freeze', 'seal', 'preventExtensions', 'setPrototypeOf'].forEach((name) => {
    guardArgument(Object, name);
  });
  ['defineProperty', 'deleteProperty', 'preventExtensions', 'setPrototypeOf'].forEach((name) => {
    guardArgument(Reflect, name);
  });
  if (Error.captureStackTrace) {
    guardArgument(Error, 'captureStackTrace');
  }
  ['__defineGetter__', '__defineSetter__'].forEach((name) => guardThis(Object.prototype, name));
  Object.getOwnPropertyNames(Date.prototype)
    .filter((name) => name.startsWith('set'))
    .forEach((name) => guardThis(Date.prototype, name));
  guardThis(RegExp.prototype, 'compile');

  const proto = Object.getOwnPropertyDescriptor(Object.prototype, '__proto__');
  Object.defineProperty(Object.prototype, '__proto__', {
    get: proto.get,
    set: function (prototype) {
      proto.set.call(mustBeOwn(this), prototype);
    },
    enumerable: false,
    configurable: true,
  });

  const reflectSet = Reflect.set;
  define(Reflect, 'set', function (target, key, value, receiver) {
    mustBeOwn(arguments.length < 4 ? target : receiver);
    return reflectSet.apply(this, arguments);
  });

  // Whoever can choose what a constructor returns can have it filled.
  ['from', 'of'].forEach((name) => {
    const original = Array[name];
    define(Array, name, function () {
      const type = this;
      const guardedType = function (length) {
        return mustBeOwn(arguments.length === 0 ? new type() : new type(length));
      };
      return original.apply(type === Array || typeof type !== 'function' ? type : guardedType, arguments);
    });
  });

  // The engine reads "2024-05-06T07:08:09+02:00" only, databases also write "2024-05-06 07:08:09+02".
  const OriginalDate = Date;
  const timestamp =
    /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(?:(Z)|([+-]\d\d)(?::?(\d\d))?)?$/i;
  const readable = (text) =>
    text.replace(timestamp, (all, day, time, utc, hours, minutes) => {
      const offset = hours ? `${hours}:${minutes || '00'}` : '';
      return `${day}T${time}${utc ? 'Z' : offset}`;
    });
  const ReadableDate = function Date(value) {
    if (!(this instanceof ReadableDate)) {
      return OriginalDate();
    }
    const given = rest(arguments, 0);
    if (given.length === 1 && typeof value === 'string') {
      given[0] = readable(value);
    }
    // A subclass calls this with an object of its own.
    return Object.setPrototypeOf(Reflect.construct(OriginalDate, given), Object.getPrototypeOf(this));
  };
  ReadableDate.prototype = OriginalDate.prototype;
  define(ReadableDate.prototype, 'constructor', ReadableDate);
  define(ReadableDate, 'length', 7);
  define(ReadableDate, 'now', OriginalDate.now);
  define(ReadableDate, 'UTC', OriginalDate.UTC);
  define(ReadableDate, 'parse', (text) => OriginalDate.parse(readable(String(text))));
  define(shared, 'Date', ReadableDate);

  const isArray = Array.isArray;
  const plainCopy = (array) => {
    const copy = [];
    for (let i = 0; i < array.length; i++) {
      copy[i] = array[i];
    }
    return copy;
  };
  ['concat', 'filter', 'flat', 'flatMap', 'map', 'slice', 'splice'].forEach((name) => {
    const original = Array.prototype[name];
    define(Array.prototype, name, function () {
      if (!isArray(this) || native.isPlainArray(this)) {
        return original.apply(this, arguments);
      }
      if (name === 'splice') {
        throw new TypeError('Only plain arrays can be spliced');
      }
      return original.apply(plainCopy(this), arguments);
    });
  });

  const OriginalProxy = Proxy;
  const GuardedProxy = function Proxy(target, handler) {
    return new OriginalProxy(mustBeOwn(target), handler);
  };
  define(GuardedProxy, 'revocable', (target, handler) => OriginalProxy.revocable(mustBeOwn(target), handler));
  define(shared, 'Proxy', GuardedProxy);

  // The engine does these in one step that no limit can interrupt.
  const longest = 16 * 1024 * 1024;
  const bounded = (name, lengthOf) => {
    const original = String.prototype[name];
    define(String.prototype, name, function (count, filler) {
      // Once: an object may say something else when it is asked again.
      const text = String(this);
      const number = Number(count);
      if (lengthOf(text.length, number) > longest) {
        throw new RangeError('Invalid string length');
      }
      return arguments.length < 2 ? original.call(text, number) : original.call(text, number, filler);
    });
  };
  bounded('repeat', (length, count) => length * count);
  bounded('padStart', (length, target) => target);
  bounded('padEnd', (length, target) => target);

  // Ids of database rows may be big integers; JSON knows none.
  define(BigInt.prototype, 'toJSON', function () {
    return this.toString();
  });

  ['With', 'Call', 'Script', 'Continuation', 'isXMLName', 'uneval'].forEach((name) => {
    delete shared[name];
  });

  // Loaded when it is first read; a script may well give the name to something else.
  const defineLazily = (target, name, load) => {
    Object.defineProperty(target, name, {
      get: () => {
        const value = load();
        define(target, name, value);
        return value;
      },
      set: (value) => define(target, name, value),
      enumerable: false,
      configurable: true,
    });
  };

  return function populate(scope, env, require, globalModules) {
    const define = native.define;
    define(scope, 'global', scope);
    define(scope, 'globalThis', scope);
    define(scope, 'env', env);
    define(scope, 'configuration', env);
    define(scope, 'process', {
      env: {},
      argv: [],
      platform: 'linux',
      version: 'v18.0.0',
      versions: { node: '18.0.0' },
      nextTick: shared.setImmediate,
    });
    define(scope, 'require', require);
    Object.keys(globalModules).forEach((name) => defineLazily(scope, name, () => require(globalModules[name])));
    const module = { exports: {} };
    define(scope, 'module', module);
    define(scope, 'exports', module.exports);
  };
})
