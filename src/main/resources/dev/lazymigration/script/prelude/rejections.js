// Notes which promises nobody listens to. Evaluates to a function that returns the engine's own "then".
(function (shared, define, native) {
  const engineThen = Promise.prototype.then;
  define(Promise.prototype, 'then', function then(onFulfilled, onRejected) {
    const next = engineThen.call(this, onFulfilled, onRejected);
    native.heard(this);
    native.unheard(next);
    return next;
  });
  const noted = (holder, name) => {
    const original = holder[name];
    define(holder, name, function () {
      const promise = original.apply(this, arguments);
      native.unheard(promise);
      return promise;
    });
  };
  ['all', 'any', 'race', 'reject'].forEach((name) => noted(Promise, name));
  // What translated async functions return.
  noted(shared.$jscomp, 'asyncExecutePromiseGenerator');
  return engineThen;
})
