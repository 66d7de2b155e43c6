// node-postgres 8 (https://node-postgres.com), and the pg.connect(…) of its older versions. Clients and pools share the
// host's connections: connect() borrows one, end() and release() give it back.
const EventEmitter = require('events');
const answer = require('internal/answer');
const pgTypes = require('internal/pg-types');

const types = pgTypes.types;
const fields = [
  'connectionString',
  'host',
  'port',
  'user',
  'password',
  'database',
  'ssl',
  'connectionTimeoutMillis',
  'statement_timeout',
  'query_timeout',
];
const defaults = { host: 'localhost', port: 5432 };

const inherit = (type) => {
  type.prototype = Object.create(EventEmitter.prototype);
  Object.defineProperty(type.prototype, 'constructor', { value: type, writable: true, configurable: true });
};

// Not enumerable: a script that logs its client must not log the password.
const hide = (target, name, value) =>
  Object.defineProperty(target, name, { value: value, writable: true, enumerable: false, configurable: true });

const asPem = (authority) => (Array.isArray(authority) ? authority.map(String).join('\n') : String(authority));

const configuration = (given) => {
  const config = typeof given === 'string' ? { connectionString: given } : given || {};
  const result = {};
  fields.forEach((name) => {
    const value = config[name] === undefined || config[name] === null ? defaults[name] : config[name];
    if (value !== undefined && value !== null) {
      result[name] = value;
    }
  });
  if (typeof result.password === 'function') {
    result.password = result.password();
  }
  if (typeof result.ssl === 'object') {
    const ssl = result.ssl;
    result.ssl = { rejectUnauthorized: ssl.rejectUnauthorized !== false };
    if (ssl.ca) {
      result.ssl.ca = asPem(ssl.ca);
    }
  }
  return result;
};

function Result(from, query, registry) {
  const parsers = from.fields.map((field) => registry.getTypeParser(field.dataTypeID, 'text'));
  const parse = (row) => row.map((value, i) => (value === null ? null : parsers[i](value)));
  const named = (values) => {
    const row = {};
    from.fields.forEach((field, i) => (row[field.name] = values[i]));
    return row;
  };
  this.command = from.command;
  this.rowCount = from.rowCount;
  this.oid = null;
  this.fields = from.fields.map((field) => ({ name: field.name, dataTypeID: field.dataTypeID, format: 'text' }));
  this.rows = from.rows.map(query.rowMode === 'array' ? parse : (row) => named(parse(row)));
  this.rowAsArray = query.rowMode === 'array';
}

// The arguments of query(): (text, values?, callback?) or ({ text, values, rowMode, types }, values?, callback?).
const queryOf = (given, values, callback) => {
  if (given === null || given === undefined) {
    throw new TypeError('Client was passed a null or undefined query');
  }
  const config = typeof given === 'string' ? { text: given } : given;
  return {
    text: config.text,
    values: typeof values === 'function' || !values ? config.values : values,
    rowMode: config.rowMode,
    types: config.types,
    callback: typeof values === 'function' ? values : callback || config.callback,
  };
};

function Client(given) {
  if (!(this instanceof Client)) {
    return new Client(given);
  }
  EventEmitter.call(this);
  const config = configuration(given);
  hide(this, '_config', config);
  hide(this, '_handle', null);
  hide(this, '_types', (given && given.types) || types);
  hide(this, '_unusable', 'Client is not connected: call connect() first');
  this.host = config.host;
  this.port = config.port;
  this.user = config.user;
  this.database = config.database;
}
inherit(Client);

Client.prototype.connect = function (callback) {
  return answer(callback, () => this._connect());
};

Client.prototype._connect = function () {
  if (this._handle !== null || this._ended) {
    throw new Error('Client has already been connected. You cannot reuse a client.');
  }
  this._unusable = 'Client has encountered a connection error and is not queryable';
  this._handle = host.pg.connect(this._config);
  return this;
};

Client.prototype.query = function (given, values, callback) {
  const query = queryOf(given, values, callback);
  return answer(query.callback, () => this._query(query));
};

Client.prototype._query = function (query) {
  if (this._handle === null) {
    throw new Error(this._unusable);
  }
  if (typeof query.text !== 'string') {
    throw new Error('A query must have either text or a name. Supplying neither is unsupported.');
  }
  if (query.values && !Array.isArray(query.values)) {
    throw new Error('Query values must be an array');
  }
  const values = query.values && query.values.length > 0 ? query.values.map(pgTypes.prepared) : null;
  const results = host.pg
    .query(this._handle, query.text, values)
    .map((result) => new Result(result, query, query.types || this._types));
  return results.length === 1 ? results[0] : results;
};

Client.prototype.end = function (callback) {
  return answer(callback, () => this._end());
};

Client.prototype._end = function () {
  const handle = this._handle;
  this._handle = null;
  this._ended = true;
  this._unusable = 'Client was closed and is not queryable';
  if (handle !== null) {
    host.pg.end(handle);
    host.later(() => this.emit('end'));
  }
};
hide(Client.prototype, '_ended', false);

const escapeIdentifier = (name) => `"${String(name).replace(/"/g, '""')}"`;
const escapeLiteral = (value) => {
  const escaped = String(value).replace(/'/g, "''").replace(/\\/g, '\\\\');
  return `${escaped.indexOf('\\') < 0 ? '' : ' E'}'${escaped}'`;
};
Client.prototype.escapeIdentifier = escapeIdentifier;
Client.prototype.escapeLiteral = escapeLiteral;

Client.prototype.ref = function () {};
Client.prototype.unref = function () {};
Client.prototype.setTypeParser = function (oid, format, parser) {
  this._types.setTypeParser(oid, format, parser);
};
Client.prototype.getTypeParser = function (oid, format) {
  return this._types.getTypeParser(oid, format);
};

function Pool(given) {
  if (!(this instanceof Pool)) {
    return new Pool(given);
  }
  EventEmitter.call(this);
  hide(this, '_given', given);
  this.ending = false;
  this.ended = false;
  this.totalCount = 0;
  this.idleCount = 0;
  this.waitingCount = 0;
}
inherit(Pool);

Pool.prototype._borrow = function () {
  if (this.ending) {
    throw new Error('Cannot use a pool after calling end on the pool');
  }
  const client = new Client(this._given)._connect();
  this.totalCount++;
  let released = false;
  client.release = () => {
    if (released) {
      throw new Error('Release called on client which has already been released to the pool.');
    }
    released = true;
    this.totalCount--;
    client._end();
  };
  this.emit('connect', client);
  return client;
};

Pool.prototype.connect = function (callback) {
  const tell = (error, client) => callback(error, client, client ? client.release : () => {});
  return answer(typeof callback === 'function' ? tell : undefined, () => this._borrow());
};

Pool.prototype.query = function (given, values, callback) {
  const query = queryOf(given, values, callback);
  return answer(query.callback, () => {
    const client = this._borrow();
    try {
      return client._query(query);
    } finally {
      client.release();
    }
  });
};

Pool.prototype.end = function (callback) {
  return answer(callback, () => {
    if (this.ending) {
      throw new Error('Called end on pool more than once');
    }
    this.ending = true;
    this.ended = true;
  });
};

// Up to version 6: connect(configuration, (error, client, done) => …), with a pool behind it. Without a callback it is
// what scripts of today expect of it: a promise of a connected client.
const connect = (given, callback) => {
  if (typeof given === 'function') {
    return new Pool().connect(given);
  }
  return typeof callback === 'function' ? new Pool(given).connect(callback) : answer(undefined, () => new Client(given)._connect());
};

// Also callable itself: the free global postgres(configuration, callback) of the Webtask scripts.
module.exports = connect;
module.exports.connect = connect;
module.exports.end = function () {};
module.exports.Client = Client;
module.exports.Pool = Pool;
module.exports.Result = Result;
module.exports.types = types;
module.exports.defaults = defaults;
module.exports.escapeIdentifier = escapeIdentifier;
module.exports.escapeLiteral = escapeLiteral;
module.exports.native = null;
module.exports.default = module.exports;
