// node-postgres 8 (https://node-postgres.com), and the pg.connect(…) of its older versions. Clients and pools share the
// host's connections: connect() borrows one, end() and release() give it back. Here is what scripts may change.
const EventEmitter = require('events');
const answer = require('internal/answer');
const objects = require('internal/pg-objects');

const defaults = { host: 'localhost', port: 5432 };

// The type parsers of this run, once a script asks for them to set its own.
let types = null;
const ownTypes = () => {
  types = types || require('internal/pg-types').types;
  return types;
};

function Client(given) {
  if (!(this instanceof Client)) {
    return new Client(given);
  }
  EventEmitter.call(this);
  objects.initClient(this, given, defaults);
}
Client.prototype = objects.copyClientMethods(Object.create(EventEmitter.prototype));
host.hide(Client.prototype, 'constructor', Client);
host.hide(Client.prototype, '_ended', false);
host.hide(Client.prototype, '_registry', function (toChange) {
  return this._types || (toChange ? ownTypes() : types || objects.types);
});

function Pool(given) {
  if (!(this instanceof Pool)) {
    return new Pool(given);
  }
  EventEmitter.call(this);
  objects.initPool(this, given);
}
Pool.prototype = objects.copyPoolMethods(Object.create(EventEmitter.prototype));
host.hide(Pool.prototype, 'constructor', Pool);
host.hide(Pool.prototype, '_Client', Client);

// Up to version 6: connect(configuration, (error, client, done) => …), with a pool behind it. Without a callback it is
// what scripts of today expect of it: a promise of a connected client.
const connect = (given, callback) => {
  if (typeof given === 'function') {
    return new Pool().connect(given);
  }
  return typeof callback === 'function' ? new Pool(given).connect(callback) : answer(undefined, () => new Client(given)._connect());
};

// Also callable itself: the free global postgres(configuration, callback) of the Webtask scripts.
objects.copyFunctions(connect);
connect.connect = connect;
connect.default = connect;
connect.Client = Client;
connect.Pool = Pool;
connect.defaults = defaults;
host.lazily(connect, 'types', ownTypes);

module.exports = connect;
