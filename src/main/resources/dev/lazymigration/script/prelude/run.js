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

  return function populate(scope, env, require, globalModules) {
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
