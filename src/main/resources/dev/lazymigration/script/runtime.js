// What translated code calls beside Closure's own library: evaluated once, after it, and before any script. Scripts can
// call it too; so it changes what it is given only through functions that prelude.js guards later.
(function () {
  const isArray = Array.isArray;

  const described = (value) => (typeof value === 'object' ? 'object' : typeof value);
  // Closure's own asks whether a symbol is true, which the engine takes for the mistake of an embedder: it makes up a
  // warning each time.
  $jscomp.makeIterator = function (iterable) {
    const method = iterable[Symbol.iterator];
    if (typeof method !== 'function') {
      throw new TypeError(described(iterable) + ' is not iterable');
    }
    return method.call(iterable);
  };

  function Closing(iterator) {
    this.iterator = iterator;
    this.open = true;
  }
  Closing.prototype.next = function () {
    // An iterator that throws has closed itself.
    this.open = false;
    const step = this.iterator.next();
    this.open = !step.done;
    return step;
  };
  Closing.prototype[Symbol.iterator] = function () {
    return this;
  };
  // Scripts reach it from any loop's iterator: this is how the seal finds it.
  $jscomp.Closing = Closing;
  $jscomp.closing = function (iterable) {
    return isArray(iterable) ? iterable : new Closing($jscomp.makeIterator(iterable));
  };
  $jscomp.close = function (closing) {
    if (closing instanceof Closing && closing.open) {
      const iterator = closing.iterator;
      closing.open = false;
      if (iterator.return !== undefined && iterator.return !== null) {
        iterator.return();
      }
    }
  };

  // Not translated: the engine itself raises big integers to a power, the translation does not.
  $jscomp.power = new Function('base', 'exponent', 'return base ** exponent;');

  // Of the values of an ordinary iterator, promises are waited for.
  const asyncIteratorOf = $jscomp.makeAsyncIterator;
  $jscomp.makeAsyncIterator = function (iterable) {
    if (iterable[Symbol.asyncIterator] !== undefined) {
      return asyncIteratorOf(iterable);
    }
    const iterator = $jscomp.makeIterator(iterable);
    const settled = (step) => Promise.resolve(step.value).then((value) => ({ value: value, done: step.done }));
    const settle = (work) => {
      try {
        return settled(work());
      } catch (e) {
        return Promise.reject(e);
      }
    };
    return {
      next: (value) => settle(() => iterator.next(value)),
      return: (value) => settle(() => (iterator.return ? iterator.return(value) : { value: value, done: true })),
    };
  };

  // What a class that extends an error calls as its super constructor.
  ['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'].forEach((name) => {
    const type = globalThis[name];
    const parent = function () {
      return $jscomp.construct(type, arguments, this.constructor);
    };
    parent.prototype = type.prototype;
    Object.setPrototypeOf(parent, type);
    Object.defineProperty(globalThis, 'Engine$' + name, { value: parent });
  });

  // Within a run, which is over soon, nothing is collected that a script can still ask for.
  function WeakRef(target) {
    Object.defineProperty(this, '_target', { value: target });
  }
  WeakRef.prototype.deref = function () {
    return this._target;
  };
  function FinalizationRegistry() {}
  FinalizationRegistry.prototype.register = function () {};
  FinalizationRegistry.prototype.unregister = function () {
    return false;
  };
  [WeakRef, FinalizationRegistry].forEach((type) => {
    Object.defineProperty(globalThis, type.name, { value: type, writable: true, configurable: true });
  });

  $jscomp.withName = function (func, name) {
    Object.defineProperty(func, 'name', { value: name, configurable: true });
    return func;
  };
  $jscomp.withLength = function (func, length, name) {
    // The engine does not let go of the length that it gave.
    delete func.length;
    Object.defineProperty(func, 'length', { value: length, configurable: true });
    return name && !func.name ? $jscomp.withName(func, name) : func;
  };

  // Closure's own does not trust the engine with it, and calls classes of the engine as functions.
  $jscomp.construct = function (type, given, newTarget) {
    const made = Reflect.construct(type, given);
    const prototype = (newTarget || type).prototype;
    return Object.getPrototypeOf(made) === prototype ? made : Object.setPrototypeOf(made, prototype);
  };
})();
