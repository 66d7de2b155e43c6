// Notes which promises nobody listens to. Evaluates to a function that returns the engine's own "then".
(function (shared, define, native) {
  const engineThen = Promise.prototype.then;
  define(Promise.prototype, 'then', native.hearing(engineThen));
  const noted = (holder, name) => define(holder, name, native.noting(name, holder[name]));
  ['all', 'any', 'race', 'reject'].forEach((name) => noted(Promise, name));

  // What translated async functions call.
  const $jscomp = shared.$jscomp;
  noted($jscomp, 'asyncExecutePromiseGenerator');
  const resolved = Promise.resolve;
  const advance = (state, program, method, value) => {
    state[method](value);
    while (state.nextAddress) {
      try {
        const waiting = program(state);
        if (waiting) {
          return resolved.call(Promise, waiting.value);
        }
      } catch (e) {
        state.yieldResult = undefined;
        state.throw_(e);
      }
    }
    return undefined;
  };
  define(
    $jscomp,
    'asyncExecutePromiseGeneratorProgram',
    native.asyncFunctions($jscomp.generator.Context, advance, engineThen)
  );
  return engineThen;
})
