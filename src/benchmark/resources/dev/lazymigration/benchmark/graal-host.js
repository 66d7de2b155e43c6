// The few things that the script and the module files need, for an engine that knows nothing of them.
(function (login, load, query, settle, connection, password) {
  globalThis.env = { DB_CONNECTION_URI: connection };
  const host = {
    pg: { connect: () => 1, query: () => JSON.parse(query()), end: () => null },
    later: (work, ...given) => Promise.resolve().then(() => work(...given)),
    hide: (object, name, value) =>
      Object.defineProperty(object, name, { value: value, writable: true, enumerable: false, configurable: true }),
    lazily: (object, name, make) => Object.defineProperty(object, name, { get: make, enumerable: true, configurable: true }),
    copier: (source) => {
      const properties = Object.assign({}, source);
      return (target) => Object.assign(target, properties);
    },
  };
  const loaded = {};
  const require = (name) => {
    if (!loaded[name]) {
      const module = (loaded[name] = { exports: {} });
      load(name)(module, module.exports, require, host);
    }
    return loaded[name].exports;
  };
  globalThis.require = require;
  login({ id: '7', email: 'ada@example.org' }, password, { userPoolName: 'acme' }).then(
    (profile) => settle(JSON.stringify(profile)),
    (error) => settle(String(error))
  );
})
