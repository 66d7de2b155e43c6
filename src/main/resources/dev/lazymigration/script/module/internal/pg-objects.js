// What node-postgres consists of, once for all runs; module/pg.js puts it together for one.
const answer = require('internal/answer');
const formats = require('internal/pg-formats');

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
const asPem = (authority) => (Array.isArray(authority) ? authority.map(String).join('\n') : String(authority));

const configuration = (given, defaults) => {
  const config = typeof given === 'string' ? { connectionString: given } : given || {};
  const result = {};
  for (let i = 0; i < fields.length; i++) {
    const name = fields[i];
    const value = config[name] === undefined || config[name] === null ? defaults[name] : config[name];
    if (value !== undefined && value !== null) {
      result[name] = value;
    }
  }
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

// Without functions in it: what comes back from a database is the longest way of most runs.
function Result(from, query, registry) {
  const count = from.fields.length;
  const parsers = [];
  this.command = from.command;
  this.rowCount = from.rowCount;
  this.oid = null;
  this.fields = from.fields;
  for (let i = 0; i < count; i++) {
    const field = from.fields[i];
    parsers[i] = registry.getTypeParser(field.dataTypeID, 'text');
    field.format = 'text';
  }
  this.rowAsArray = query.rowMode === 'array';
  this.rows = [];
  for (let r = 0; r < from.rows.length; r++) {
    const values = from.rows[r];
    const row = this.rowAsArray ? [] : {};
    for (let i = 0; i < count; i++) {
      const parse = parsers[i];
      row[this.rowAsArray ? i : from.fields[i].name] = values[i] === null ? null : parse(values[i]);
    }
    this.rows[r] = row;
  }
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

const escapeIdentifier = (name) => `"${String(name).replace(/"/g, '""')}"`;
const escapeLiteral = (value) => {
  const escaped = String(value).replace(/'/g, "''").replace(/\\/g, '\\\\');
  return `${escaped.indexOf('\\') < 0 ? '' : ' E'}'${escaped}'`;
};

// The methods of clients.
const clientMethods = {};

clientMethods.connect = function (callback) {
  return answer(callback, () => this._connect());
};

clientMethods._connect = function () {
  if (this._handle !== null || this._ended) {
    throw new Error('Client has already been connected. You cannot reuse a client.');
  }
  this._unusable = 'Client has encountered a connection error and is not queryable';
  this._handle = host.pg.connect(this._config);
  return this;
};

clientMethods.query = function (given, values, callback) {
  const query = queryOf(given, values, callback);
  return answer(query.callback, () => this._query(query));
};

clientMethods._query = function (query) {
  if (this._handle === null) {
    throw new Error(this._unusable);
  }
  if (typeof query.text !== 'string') {
    throw new Error('A query must have either text or a name. Supplying neither is unsupported.');
  }
  if (query.values && !Array.isArray(query.values)) {
    throw new Error('Query values must be an array');
  }
  const values = query.values && query.values.length > 0 ? query.values.map(formats.prepared) : null;
  const results = host.pg
    .query(this._handle, query.text, values)
    .map((result) => new Result(result, query, query.types || this._registry()));
  return results.length === 1 ? results[0] : results;
};

clientMethods.end = function (callback) {
  return answer(callback, () => this._end());
};

clientMethods._end = function () {
  const handle = this._handle;
  this._handle = null;
  this._ended = true;
  this._unusable = 'Client was closed and is not queryable';
  if (handle !== null) {
    host.pg.end(handle);
    host.later(() => this.emit('end'));
  }
};
clientMethods.escapeIdentifier = escapeIdentifier;
clientMethods.escapeLiteral = escapeLiteral;

clientMethods.ref = function () {};
clientMethods.unref = function () {};
clientMethods.setTypeParser = function (oid, format, parser) {
  this._registry(true).setTypeParser(oid, format, parser);
};
clientMethods.getTypeParser = function (oid, format) {
  return this._registry().getTypeParser(oid, format);
};

// The methods of pools.
const poolMethods = {};

poolMethods._borrow = function () {
  if (this.ending) {
    throw new Error('Cannot use a pool after calling end on the pool');
  }
  const client = new this._Client(this._given)._connect();
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
  if (this._eventsCount > 0) {
    this.emit('connect', client);
  }
  return client;
};

poolMethods.connect = function (callback) {
  const tell = (error, client) => callback(error, client, client ? client.release : () => {});
  return answer(typeof callback === 'function' ? tell : undefined, () => this._borrow());
};

poolMethods.query = function (given, values, callback) {
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

poolMethods.end = function (callback) {
  return answer(callback, () => {
    if (this.ending) {
      throw new Error('Called end on pool more than once');
    }
    this.ending = true;
    this.ended = true;
  });
};

// What is hidden is not enumerable: a script that logs its client must not log the password.
const hide = host.hide;

const initClient = (self, given, defaults) => {
  const config = configuration(given, defaults);
  hide(self, '_config', config);
  hide(self, '_handle', null);
  if (given && given.types) {
    hide(self, '_types', given.types);
  }
  hide(self, '_unusable', 'Client is not connected: call connect() first');
  self.host = config.host;
  self.port = config.port;
  self.user = config.user;
  self.database = config.database;
};

const initPool = (self, given) => {
  hide(self, '_given', given);
  self.ending = false;
  self.ended = false;
  self.totalCount = 0;
  self.idleCount = 0;
  self.waitingCount = 0;
};

// For a run that sets no type parser of its own.
const types = { getTypeParser: (oid) => formats.parsers[oid] || formats.text };

module.exports = {
  copyClientMethods: host.copier(clientMethods),
  copyFunctions: host.copier({
    Result: Result,
    end: () => {},
    escapeIdentifier: escapeIdentifier,
    escapeLiteral: escapeLiteral,
    native: null,
  }),
  copyPoolMethods: host.copier(poolMethods),
  initClient: initClient,
  initPool: initPool,
  types: types,
};
