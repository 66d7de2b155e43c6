// Globals of Node and the browsers that the engine does not have. Evaluates to a function that returns what makes a run's
// "process".
(function (shared, define, native, buffer, whatwg) {
  const failure = (error, code) => {
    error.code = code;
    return error;
  };

  const isInstance = (self, type, name) => {
    if (!(self instanceof type)) {
      throw new TypeError(`Class constructor ${name} cannot be invoked without 'new'`);
    }
  };
  const ParsedUrl = whatwg.URL;
  function URL(url, base) {
    isInstance(this, URL, 'URL');
    let parsed;
    try {
      parsed = base === undefined ? new ParsedUrl(url) : new ParsedUrl(url, base);
    } catch (e) {
      const error = failure(new TypeError('Invalid URL'), 'ERR_INVALID_URL');
      error.input = String(url);
      throw error;
    }
    const prototype = Object.getPrototypeOf(this);
    return prototype === ParsedUrl.prototype ? parsed : Object.setPrototypeOf(parsed, prototype);
  }
  URL.prototype = ParsedUrl.prototype;
  define(URL.prototype, 'constructor', URL);
  define(URL, 'canParse', function canParse(url, base) {
    try {
      return Boolean(base === undefined ? new ParsedUrl(url) : new ParsedUrl(url, base));
    } catch (e) {
      return false;
    }
  });
  define(shared, 'URL', URL);

  const URLSearchParams = whatwg.URLSearchParams;
  Object.defineProperty(URLSearchParams.prototype, 'size', {
    get: function () {
      return Array.from(this).length;
    },
    enumerable: true,
    configurable: true,
  });
  // It inherits from what all iterators have in common, which the engine does not have.
  const iteratorPrototype = Object.getPrototypeOf(new URLSearchParams().entries());
  define(iteratorPrototype, Symbol.iterator, function () {
    return this;
  });
  define(shared, 'URLSearchParams', URLSearchParams);

  class DOMException extends Error {
    constructor(message, name) {
      super(message === undefined ? '' : String(message));
      define(this, 'name', name === undefined ? 'Error' : String(name));
    }
  }
  define(shared, 'DOMException', DOMException);

  class Event {
    constructor(type, options) {
      this.type = String(type);
      this.cancelable = Boolean(options && options.cancelable);
      this.defaultPrevented = false;
      this.target = null;
      this.timeStamp = Date.now();
    }
    preventDefault() {
      this.defaultPrevented = this.cancelable;
    }
    stopPropagation() {}
    stopImmediatePropagation() {
      this.stopped = true;
    }
  }
  define(shared, 'Event', Event);

  const listenersByType = Symbol('listeners');
  const listenersOf = (target, type) => {
    if (!Object.prototype.hasOwnProperty.call(target, listenersByType)) {
      define(target, listenersByType, new Map());
    }
    const byType = target[listenersByType];
    if (!byType.has(type)) {
      byType.set(type, []);
    }
    return byType.get(type);
  };
  class EventTarget {
    addEventListener(type, listener, options) {
      const listeners = listenersOf(this, type);
      if (listener && !listeners.some((known) => known.listener === listener)) {
        listeners.push({ listener: listener, once: Boolean(options && options.once) });
      }
    }
    removeEventListener(type, listener) {
      const listeners = listenersOf(this, type);
      const at = listeners.findIndex((known) => known.listener === listener);
      if (at >= 0) {
        listeners.splice(at, 1);
      }
    }
    dispatchEvent(event) {
      event.target = this;
      const handler = this[`on${event.type}`];
      if (typeof handler === 'function') {
        handler.call(this, event);
      }
      listenersOf(this, event.type)
        .slice()
        .forEach((known) => {
          if (event.stopped) {
            return;
          }
          if (known.once) {
            this.removeEventListener(event.type, known.listener);
          }
          if (typeof known.listener === 'function') {
            known.listener.call(this, event);
          } else {
            known.listener.handleEvent(event);
          }
        });
      return !event.defaultPrevented;
    }
  }
  define(shared, 'EventTarget', EventTarget);

  class AbortSignal extends EventTarget {
    constructor() {
      super();
      this.aborted = false;
      this.reason = undefined;
      this.onabort = null;
    }
    throwIfAborted() {
      if (this.aborted) {
        throw this.reason;
      }
    }
    static abort(reason) {
      const signal = new AbortSignal();
      abort(signal, reason);
      return signal;
    }
    static timeout(milliseconds) {
      const signal = new AbortSignal();
      const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
      // Nobody waits for a signal alone: a run ends when nothing else is left to do.
      shared.setTimeout(() => abort(signal, reason), milliseconds).unref();
      return signal;
    }
    static any(signals) {
      const any = new AbortSignal();
      Array.from(signals).forEach((signal) => {
        if (signal.aborted) {
          abort(any, signal.reason);
        } else {
          signal.addEventListener('abort', () => abort(any, signal.reason), { once: true });
        }
      });
      return any;
    }
  }
  const abort = (signal, reason) => {
    if (!signal.aborted) {
      signal.aborted = true;
      signal.reason = reason === undefined ? new DOMException('This operation was aborted', 'AbortError') : reason;
      signal.dispatchEvent(new Event('abort'));
    }
  };
  define(shared, 'AbortSignal', AbortSignal);

  class AbortController {
    constructor() {
      this.signal = new AbortSignal();
    }
    abort(reason) {
      abort(this.signal, reason);
    }
  }
  define(shared, 'AbortController', AbortController);

  const cloned = (value, copies) => {
    if (typeof value === 'function' || typeof value === 'symbol') {
      throw new DOMException(`${String(value)} could not be cloned.`, 'DataCloneError');
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (copies.has(value)) {
      return copies.get(value);
    }
    const remember = (copy) => {
      copies.set(value, copy);
      return copy;
    };
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    if (kind === 'Date') {
      return remember(new Date(value.getTime()));
    }
    if (kind === 'RegExp') {
      return remember(new RegExp(value.source, value.flags));
    }
    if (kind === 'Boolean' || kind === 'Number' || kind === 'String' || kind === 'BigInt') {
      return remember(Object(value.valueOf()));
    }
    if (value instanceof ArrayBuffer) {
      return remember(value.slice(0));
    }
    if (ArrayBuffer.isView(value)) {
      const bytes = value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength);
      // A Buffer becomes plain bytes, as in Node.
      const type = kind === 'DataView' ? DataView : shared[kind] || Uint8Array;
      return remember(new type(bytes));
    }
    if (value instanceof Map) {
      const map = remember(new Map());
      value.forEach((element, key) => map.set(cloned(key, copies), cloned(element, copies)));
      return map;
    }
    if (value instanceof Set) {
      const set = remember(new Set());
      value.forEach((element) => set.add(cloned(element, copies)));
      return set;
    }
    if (value instanceof Error) {
      const type = /^(Eval|Range|Reference|Syntax|Type|URI)Error$/.test(value.name) ? shared[value.name] : Error;
      const error = remember(new type(value.message));
      define(error, 'stack', value.stack);
      if ('cause' in value) {
        define(error, 'cause', cloned(value.cause, copies));
      }
      return error;
    }
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) {
      throw new DOMException(`#<${kind}> could not be cloned.`, 'DataCloneError');
    }
    const copy = remember(Array.isArray(value) ? new Array(value.length) : {});
    Object.keys(value).forEach((key) => {
      copy[key] = cloned(value[key], copies);
    });
    return copy;
  };
  define(shared, 'structuredClone', function structuredClone(value) {
    return cloned(value, new Map());
  });

  // Nothing is collected while a run lasts, as far as a script can tell.
  class WeakRef {
    constructor(target) {
      define(this, 'target', target);
    }
    deref() {
      return this.target;
    }
  }
  define(shared, 'WeakRef', WeakRef);
  class FinalizationRegistry {
    register() {}
    unregister() {
      return false;
    }
  }
  define(shared, 'FinalizationRegistry', FinalizationRegistry);

  define(Array, 'fromAsync', async function fromAsync(items, map, self) {
    const array = [];
    const source = items[Symbol.asyncIterator] || items[Symbol.iterator] ? items : Array.from(items);
    for await (const item of source) {
      const value = await item;
      array.push(map ? await map.call(self, value, array.length) : value);
    }
    return array;
  });

  const started = native.nanos();
  const performance = {
    timeOrigin: Date.now(),
    now: () => (native.nanos() - started) / 1e6,
    mark: () => {},
    measure: () => {},
    toJSON: () => ({ timeOrigin: performance.timeOrigin }),
  };
  define(shared, 'performance', performance);

  const hrtime = (since) => {
    const nanos = native.nanos() - started;
    const time = [Math.floor(nanos / 1e9), nanos % 1e9];
    if (!since) {
      return time;
    }
    const borrow = time[1] < since[1] ? 1 : 0;
    return [time[0] - since[0] - borrow, time[1] - since[1] + borrow * 1e9];
  };
  hrtime.bigint = () => BigInt(Math.floor(native.nanos() - started));

  const refuse = (what) => () => {
    throw new TypeError(`${what} is not available to scripts`);
  };
  const stream = (level) => ({
    isTTY: false,
    write: (text) => {
      native.print(level, String(text));
      return true;
    },
  });
  // Of the server it tells nothing that is true.
  const processPrototype = {
    arch: 'x64',
    argv: [],
    execArgv: [],
    exitCode: undefined,
    pid: 1,
    platform: 'linux',
    release: { name: 'node' },
    title: 'node',
    version: 'v18.20.0',
    versions: { node: '18.20.0' },
    abort: refuse('process.abort()'),
    chdir: refuse('process.chdir()'),
    cwd: () => '/',
    emitWarning: (warning) => native.print('warn', String(warning)),
    exit: refuse('process.exit()'),
    hrtime: hrtime,
    kill: refuse('process.kill()'),
    memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
    nextTick: function nextTick() {
      shared.setImmediate.apply(undefined, arguments);
    },
    stdout: stream('log'),
    stderr: stream('error'),
    uptime: () => (native.nanos() - started) / 1e9,
  };
  // A run has no events of a process: whoever waits for one waits in vain, as in a server that goes on.
  ['addListener', 'emit', 'off', 'on', 'once', 'removeAllListeners', 'removeListener'].forEach((name) => {
    processPrototype[name] = function () {
      return name === 'emit' ? false : this;
    };
  });
  define(processPrototype, Symbol.toStringTag, 'process');

  const newProcess = () => {
    const process = Object.create(processPrototype);
    process.env = {};
    return process;
  };
  // Scripts reach them from objects that do not exist yet: this is how the seal finds them.
  newProcess.reachable = [processPrototype, iteratorPrototype];
  return newProcess;
})
