// Closes the ways to change a sealed object that the engine leaves open.
(function (shared, define, native) {
  // The engine's sealing refuses assignments. These are the other ways to change an object that exists.
  const mustBeOwn = (object) => {
    if (native.isSealed(object)) {
      throw new TypeError('Cannot modify a sealed object');
    }
    return object;
  };
  const guardArgument = (holder, name) => define(holder, name, native.guardArgument(name, holder[name]));
  const guardThis = (holder, name) => define(holder, name, native.guardThis(name, holder[name]));
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
      if (type === Array || typeof type !== 'function') {
        return original.apply(type, arguments);
      }
      const guardedType = function (length) {
        return mustBeOwn(arguments.length === 0 ? new type() : new type(length));
      };
      return original.apply(guardedType, arguments);
    });
  });

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
    const withoutChoice = function () {
      if (!isArray(this)) {
        return original.apply(this, arguments);
      }
      if (name === 'splice') {
        throw new TypeError('Only plain arrays can be spliced');
      }
      return original.apply(plainCopy(this), arguments);
    };
    define(Array.prototype, name, native.onlyPlainArrays(name, original, withoutChoice));
  });

  const OriginalProxy = Proxy;
  const GuardedProxy = function Proxy(target, handler) {
    return new OriginalProxy(mustBeOwn(target), handler);
  };
  define(GuardedProxy, 'revocable', (target, handler) => OriginalProxy.revocable(mustBeOwn(target), handler));
  define(shared, 'Proxy', GuardedProxy);
})
