// Evaluates to a function that makes the function which gives a run its own globals.
(function (shared, defineAny, native) {
  return function populate(scope, env, require, globalModules, process) {
    // Nothing is there yet, so that the engine's own ways will do, which cost a fraction.
    const define = native.define;
    define(scope, 'global', scope);
    define(scope, 'globalThis', scope);
    define(scope, 'env', env);
    define(scope, 'configuration', env);
    define(scope, 'process', process);
    define(scope, 'require', require);
    // Module files require what they need.
    if (require) {
      native.defineLazily(scope, 'crypto', require, 'crypto');
      ['fetch', 'Headers', 'Request', 'Response', 'FormData', 'Blob', 'File'].forEach((name) => {
        native.defineLazily(scope, name, require, 'undici', name);
      });
    }
    for (const name in globalModules) {
      native.defineLazily(scope, name, require, globalModules[name]);
    }
    const module = { exports: {} };
    define(scope, 'module', module);
    define(scope, 'exports', module.exports);
  };
})
