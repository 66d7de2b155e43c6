// Evaluates to a function that makes the function which gives a run its own globals.
(function (shared, define) {
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

  return function populate(scope, env, require, globalModules, process) {
    define(scope, 'global', scope);
    define(scope, 'globalThis', scope);
    define(scope, 'env', env);
    define(scope, 'configuration', env);
    define(scope, 'process', process);
    define(scope, 'require', require);
    // Module files require what they need.
    if (require) {
      defineLazily(scope, 'crypto', () => require('crypto'));
      ['fetch', 'Headers', 'Request', 'Response', 'FormData', 'Blob', 'File'].forEach((name) => {
        defineLazily(scope, name, () => require('undici')[name]);
      });
    }
    Object.keys(globalModules).forEach((name) => defineLazily(scope, name, () => require(globalModules[name])));
    const module = { exports: {} };
    define(scope, 'module', module);
    define(scope, 'exports', module.exports);
  };
})
