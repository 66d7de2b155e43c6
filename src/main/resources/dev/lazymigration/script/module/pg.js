// node-postgres 8 (https://node-postgres.com), and the pg.connect(…) of its older versions. Clients and pools share the
// host's connections: connect() borrows one, end() and release() give it back. Here is what scripts may change.
const EventEmitter = require('events');
const answer = require('internal/answer');
const objects = require('internal/pg-objects');
const types = require('internal/pg-types').types;

const defaults = { host: 'localhost', port: 5432 };

const define = (type, methods) => {
  type.prototype = Object.assign(Object.create(EventEmitter.prototype), methods);
  host.hide(type.prototype, 'constructor', type);
};

function Client(given) {
  if (!(this instanceof Client)) {
    return new Client(given);
  }
  EventEmitter.call(this);
  objects.initClient(this, given, defaults, types);
}
define(Client, objects.clientMethods);
host.hide(Client.prototype, '_ended', false);

function Pool(given) {
  if (!(this instanceof Pool)) {
    return new Pool(given);
  }
  EventEmitter.call(this);
  objects.initPool(this, given);
}
define(Pool, objects.poolMethods);
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
module.exports = Object.assign(connect, {
  connect: connect,
  end: () => {},
  Client: Client,
  Pool: Pool,
  Result: objects.Result,
  types: types,
  defaults: defaults,
  escapeIdentifier: objects.escapeIdentifier,
  escapeLiteral: objects.escapeLiteral,
  native: null,
  default: connect,
});
