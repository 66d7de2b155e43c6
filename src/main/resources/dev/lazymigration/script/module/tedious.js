// tedious (https://tediousjs.github.io/tedious), in the manner of its old versions and its new ones: a connection
// connects by itself, and connect() may be called as well.
const EventEmitter = require('events');
const tsql = require('internal/tsql');

const inherit = (type) => {
  type.prototype = Object.create(EventEmitter.prototype);
  Object.defineProperty(type.prototype, 'constructor', { value: type, writable: true, configurable: true });
};

// Not enumerable: a script that logs its connection must not log the password.
const hide = (target, name, value) =>
  Object.defineProperty(target, name, { value: value, writable: true, enumerable: false, configurable: true });

const BATCH = 'batch';
const STATEMENT = 'statement';
const PROCEDURE = 'procedure';

const TYPES = {};
Object.keys(tsql.definitions).forEach((name) => {
  TYPES[name] = { name: name, type: name.toUpperCase(), declaration: (given) => tsql.definitions[name][0](given || {}) };
});

const failure = (name, message, code) => {
  const error = new Error(message);
  error.name = name;
  error.code = code;
  return error;
};

// What the host takes of a configuration. The old form has the account at its top, and did not encrypt by default.
const target = (config) => {
  const options = config.options || {};
  const authentication = config.authentication || {};
  const account = authentication.options || {};
  const type = authentication.type || (config.domain || account.domain ? 'ntlm' : 'default');
  if (type !== 'default' && type !== 'ntlm') {
    throw new TypeError(`The authentication type "${type}" is not supported: use "default" or "ntlm"`);
  }
  if (options.instanceName) {
    throw new TypeError('options.instanceName is not supported: give the port of the instance as options.port');
  }
  if (options.cryptoCredentialsDetails && options.cryptoCredentialsDetails.ca) {
    throw new TypeError("options.cryptoCredentialsDetails.ca is not supported: add the certificate to the server's trust store");
  }
  const old = config.userName !== undefined && config.authentication === undefined;
  const result = {
    host: config.server,
    port: options.port,
    database: options.database,
    user: config.userName === undefined ? account.userName : config.userName,
    password: config.password === undefined ? account.password : config.password,
    domain: config.domain || account.domain,
    encrypt: options.encrypt === undefined ? !old : options.encrypt,
    trustServerCertificate: options.trustServerCertificate,
    connectTimeout: options.connectTimeout,
  };
  Object.keys(result).forEach((name) => result[name] === undefined && delete result[name]);
  return result;
};

function Connection(config) {
  if (!(this instanceof Connection)) {
    return new Connection(config);
  }
  EventEmitter.call(this);
  if (config === null || typeof config !== 'object') {
    throw new TypeError('The "config" argument is required and must be of type Object.');
  }
  if (typeof config.server !== 'string') {
    throw new TypeError('The "config.server" property is required and must be of type string.');
  }
  hide(this, 'config', Object.assign({}, config, { options: config.options || {} }));
  hide(this, '_handle', null);
  hide(this, '_outcome', null);
  hide(this, '_heard', false);
  hide(this, '_closed', false);
  hide(this, '_useUTC', this.config.options.useUTC !== false);
  host.later(() => this._connect());
}
inherit(Connection);

Connection.prototype._connect = function () {
  if (this._outcome !== null || this._closed) {
    return;
  }
  let error;
  try {
    this._handle = host.mssql.connect(target(this.config));
  } catch (e) {
    error = e;
  }
  this._outcome = { error: error };
  this.emit('debug', error ? 'State change: Connecting -> Final' : 'State change: SentLogin7WithStandardLogin -> LoggedIn');
  if (error && error.number !== undefined) {
    this.emit('errorMessage', error);
  }
  this._tell();
  if (error) {
    this.emit('end');
  }
};

Connection.prototype._tell = function () {
  this._heard = this.listeners('connect').length > 0;
  this.emit('connect', this._outcome.error);
};

// The connection may have been made before somebody listened.
Connection.prototype.connect = function (callback) {
  if (typeof callback === 'function') {
    this.once('connect', callback);
  }
  if (this._outcome !== null && (!this._heard || typeof callback === 'function')) {
    host.later(() => this._tell());
  }
};

const metadata = (column) => ({
  colName: column.name,
  type: TYPES[tsql.nameOfColumnType(column.type)],
  precision: column.precision,
  scale: column.scale,
  dataLength: column.precision,
  nullable: column.nullable,
});

// A list of the columns that knows them by name too, or an object when the configuration asks for one.
const columnsOf = (described, values, names) => {
  const list = described.map((description, i) => ({ value: values[i], metadata: description }));
  const named = (object, enumerable) => {
    list.forEach((column) => {
      const name = column.metadata.colName;
      if (!Object.prototype.hasOwnProperty.call(object, name)) {
        Object.defineProperty(object, name, { value: column, writable: true, enumerable: enumerable, configurable: true });
      }
    });
    return object;
  };
  if (!names) {
    return named(list, false);
  }
  const object = named({}, true);
  if (object.forEach === undefined) {
    hide(object, 'forEach', (work, self) => list.forEach(work, self));
  }
  return object;
};

Connection.prototype._run = function (request, text, parameters) {
  const converted = parameters.map((parameter) => tsql.parameter(parameter, this._useUTC));
  const timeout = request.timeout === undefined ? this.config.options.requestTimeout : request.timeout;
  return host.mssql.run(this._handle, text, converted.length > 0 ? converted : null, timeout);
};

// Everything that a real request would tell bit by bit is told in one go, after the current step of the script.
Connection.prototype._perform = function (request, text, parameters, kind) {
  if (this._handle === null) {
    const state = this._closed ? 'Final' : this._outcome === null ? 'Connecting' : 'Final';
    const message = `Requests can only be made in the LoggedIn state, not the ${state} state`;
    host.later(() => request.callback(failure('RequestError', message, 'EINVALIDSTATE')));
    return;
  }
  let answer;
  try {
    answer = this._run(request, text, parameters);
  } catch (e) {
    host.later(() => {
      if (e.number !== undefined) {
        this.emit('errorMessage', e);
      }
      request.error = e;
      request.emit('error', e);
      request.callback(e);
      request.emit('requestCompleted');
    });
    return;
  }
  host.later(() => this._deliver(request, answer, parameters, kind));
};

// The server runs the text of execSql in a procedure, so that done is not emitted in Node. Scripts that know only done
// hear it; those who listen to the others too would take each row twice.
const waitsForDone = (request) => request.listeners('doneInProc').length + request.listeners('doneProc').length === 0;

Connection.prototype._deliver = function (request, answer, parameters, kind) {
  const inProcedure = kind !== BATCH;
  answer.messages.forEach((message) => this.emit('infoMessage', { number: message.number, message: message.message, state: 1, class: 0 }));
  const rows = [];
  let count = 0;
  answer.results.forEach((result, i) => {
    const more = i < answer.results.length - 1;
    const ofThis = [];
    if (result.columns !== undefined) {
      const described = result.columns.map(metadata);
      request.emit('columnMetadata', described);
      result.rows.forEach((row) => {
        const values = row.map((value, at) => tsql.received(result.columns[at], value, this._useUTC));
        const columns = columnsOf(described, values, this.config.options.useColumnNames);
        ofThis.push(columns);
        request.emit('row', columns);
      });
    }
    const affected = result.columns === undefined ? result.count : result.rows.length;
    count += affected;
    rows.push.apply(rows, ofThis);
    if (inProcedure) {
      request.emit('doneInProc', affected, true, ofThis);
    } else {
      request.emit('done', affected, more, ofThis);
    }
    if (kind === STATEMENT && !more && waitsForDone(request)) {
      request.emit('done', affected, false, ofThis);
    }
  });
  parameters
    .filter((parameter) => parameter.output && parameter.name !== tsql.STATUS)
    .forEach((parameter) => {
      const value = tsql.output(parameter.type, answer.outputs[parameter.name], this._useUTC);
      request.emit('returnValue', parameter.name, value, { type: TYPES[parameter.type] });
    });
  if (inProcedure) {
    request.emit('doneProc', count, false, kind === STATEMENT ? 0 : Number(answer.outputs[tsql.STATUS]), rows);
  }
  request.callback(undefined, count, rows);
  request.emit('requestCompleted');
};

Connection.prototype.execSql = function (request) {
  this._perform(request, request.sqlTextOrProcedure, request.parameters, STATEMENT);
};

Connection.prototype.execSqlBatch = function (request) {
  this._perform(request, request.sqlTextOrProcedure, [], BATCH);
};

Connection.prototype.callProcedure = function (request) {
  const call = tsql.call(String(request.sqlTextOrProcedure), request.parameters);
  this._perform(request, call.text, request.parameters.concat([call.status]), PROCEDURE);
};

const statement = (sql) =>
  function (callback) {
    this.execSqlBatch(new Request(sql, (error) => typeof callback === 'function' && callback(error)));
  };
Connection.prototype.beginTransaction = statement('BEGIN TRANSACTION');
Connection.prototype.commitTransaction = statement('COMMIT TRANSACTION');
Connection.prototype.rollbackTransaction = statement('IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION');
Connection.prototype.cancel = () => false;
Connection.prototype.reset = function (callback) {
  host.later(callback);
};

Connection.prototype.close = function () {
  const handle = this._handle;
  this._handle = null;
  this._closed = true;
  if (handle !== null) {
    host.mssql.end(handle);
    host.later(() => this.emit('end'));
  }
};

function Request(sql, callback) {
  if (!(this instanceof Request)) {
    return new Request(sql, callback);
  }
  EventEmitter.call(this);
  this.sqlTextOrProcedure = sql;
  this.parameters = [];
  this.callback = typeof callback === 'function' ? callback : () => {};
  // Errors go to the callback, and to whoever listens as well.
  hide(this, 'error', undefined);
  this.on('error', () => {});
}
inherit(Request);

const typeName = (name, type) => {
  if (type === undefined || type === null || tsql.definitions[type.name] === undefined) {
    throw tsql.invalid(name, 'The type is none of TYPES.');
  }
  return type.name;
};

Request.prototype.addParameter = function (name, type, value, options) {
  const given = options || {};
  this.parameters.push({
    name: String(name).replace(/^@/, ''),
    type: typeName(name, type),
    value: value,
    output: Boolean(given.output),
    length: given.length,
    precision: given.precision,
    scale: given.scale,
  });
};
Request.prototype.addOutputParameter = function (name, type, value, options) {
  this.addParameter(name, type, value, Object.assign({}, options, { output: true }));
};
Request.prototype.setTimeout = function (timeout) {
  this.timeout = timeout;
};
Request.prototype.cancel = function () {};
Request.prototype.pause = function () {};
Request.prototype.resume = function () {};

module.exports = {
  Connection: Connection,
  Request: Request,
  TYPES: TYPES,
  Types: TYPES,
  // sqlserver.connect(configuration), the free global of the Webtask scripts.
  connect: (config, callback) => {
    const connection = new Connection(config);
    if (typeof callback === 'function') {
      connection.connect(callback);
    }
    return connection;
  },
  ISOLATION_LEVEL: { NO_CHANGE: 0, READ_UNCOMMITTED: 1, READ_COMMITTED: 2, REPEATABLE_READ: 3, SERIALIZABLE: 4, SNAPSHOT: 5 },
  TDS_VERSION: { '7_1': '7_1', '7_2': '7_2', '7_3_A': '7_3_A', '7_3_B': '7_3_B', '7_4': '7_4' },
};
module.exports.default = module.exports;
