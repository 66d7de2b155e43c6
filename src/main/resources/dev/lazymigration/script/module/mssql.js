// npm's mssql (https://tediousjs.github.io/node-mssql): promises and callbacks, pools, typed inputs, tagged templates.
const EventEmitter = require('events');
const answer = require('internal/answer');
const tsql = require('internal/tsql');

const inherit = (type, parent) => {
  type.prototype = Object.create(parent.prototype);
  Object.defineProperty(type.prototype, 'constructor', { value: type, writable: true, configurable: true });
};

// Not enumerable: a script that logs its pool must not log the password.
const hide = (target, name, value) =>
  Object.defineProperty(target, name, { value: value, writable: true, enumerable: false, configurable: true });

const errors = {};
['MSSQLError', 'ConnectionError', 'RequestError', 'TransactionError', 'PreparedStatementError'].forEach((name) => {
  errors[name] = function (message, code) {
    const error = new Error(message instanceof Error ? message.message : message);
    error.name = name;
    error.code = code;
    Object.setPrototypeOf(error, errors[name].prototype);
    return error;
  };
  inherit(errors[name], errors.MSSQLError === errors[name] ? Error : errors.MSSQLError);
  Object.defineProperty(errors[name].prototype, 'name', { value: name, writable: true, configurable: true });
});

// The host's error, which decides how the run is judged, under the name that it has here.
const called = (error, name) => {
  if (error && error.code !== undefined && Object.getPrototypeOf(error) === Error.prototype) {
    Object.setPrototypeOf(error, errors[name].prototype);
  }
  return error;
};

const MAX = Infinity;
const types = {};
Object.keys(tsql.definitions).forEach((name) => {
  // NVarChar(50), Decimal(10, 2), or the type without its size.
  types[name] = function (first, second) {
    const numeric = name === 'Decimal' || name === 'Numeric';
    const scaled = name === 'Time' || name === 'DateTime2' || name === 'DateTimeOffset';
    return {
      type: types[name],
      length: numeric || scaled ? undefined : first,
      precision: numeric ? first : undefined,
      scale: numeric ? second : scaled ? first : undefined,
    };
  };
  hide(types[name], 'typeName', name);
});

const typeOf = (value) => {
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  if (typeof value === 'number') {
    const whole = value % 1 === 0;
    return whole ? (Math.abs(value) < 2147483648 ? 'Int' : 'BigInt') : 'Float';
  }
  if (typeof value === 'boolean') {
    return 'Bit';
  }
  return kind === 'Date' ? 'DateTime' : kind === 'Uint8Array' ? 'VarBinary' : typeof value === 'bigint' ? 'BigInt' : 'NVarChar';
};

const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch (e) {
    return text;
  }
};

const flag = (text) => /^(true|yes|1|strict|mandatory)$/i.test(text);

// mssql://user:password@host:port/database?encrypt=true
const ofUri = (text) => {
  const parts = /^[a-z]+:\/\/(?:(.*)@)?(\[[^\]]*\]|[^/?:@]*)(?::(\d+))?(?:\/([^?]*))?(?:\?(.*))?$/i.exec(text);
  if (parts === null) {
    throw errors.ConnectionError('Invalid connection string', 'EINVALIDCONNECTIONSTRING');
  }
  const account = (parts[1] || '').split(':');
  const options = {};
  (parts[5] || '').split('&').forEach((option) => {
    const equals = option.indexOf('=');
    if (equals > 0) {
      options[option.slice(0, equals)] = flag(option.slice(equals + 1));
    }
  });
  return {
    server: parts[2],
    port: parts[3],
    database: decoded(parts[4] || '') || undefined,
    user: decoded(account[0]),
    password: decoded(account.slice(1).join(':')),
    options: options,
  };
};

// Server=host,1433;Database=users;User Id=name;Password="it;s";Encrypt=true
const ofKeywords = (text) => {
  const found = {};
  const pattern = /\s*([^=;]+?)\s*=\s*("(?:[^"]|"")*"|'(?:[^']|'')*'|[^;]*)\s*(?:;|$)/g;
  let match = pattern.exec(text);
  while (match !== null && match[0] !== '') {
    const quote = match[2][0];
    const quoted = quote === '"' || quote === "'";
    found[match[1].toLowerCase().replace(/\s+/g, '')] = quoted
      ? match[2].slice(1, -1).split(quote + quote).join(quote)
      : match[2].trim();
    match = pattern.exec(text);
  }
  const first = (names) => names.map((name) => found[name]).filter((value) => value !== undefined)[0];
  const server = String(first(['server', 'datasource', 'address', 'addr', 'networkaddress']) || '').replace(/^tcp:/i, '');
  const comma = server.lastIndexOf(',');
  const encrypt = first(['encrypt']);
  const trust = first(['trustservercertificate']);
  return {
    server: comma < 0 ? server : server.slice(0, comma).trim(),
    port: comma < 0 ? first(['port']) : server.slice(comma + 1).trim(),
    database: first(['database', 'initialcatalog']),
    user: first(['userid', 'uid', 'user']),
    password: first(['password', 'pwd']),
    options: {
      encrypt: encrypt === undefined ? undefined : flag(encrypt),
      trustServerCertificate: trust === undefined ? undefined : flag(trust),
    },
  };
};

const configuration = (given) => {
  if (typeof given !== 'string') {
    return Object.assign({}, given, { options: (given && given.options) || {} });
  }
  return /^[a-z]+:\/\//i.test(given) ? ofUri(given) : ofKeywords(given);
};

const target = (config) => {
  const options = config.options;
  const authentication = config.authentication || {};
  const account = authentication.options || {};
  if (authentication.type && authentication.type !== 'default' && authentication.type !== 'ntlm') {
    throw errors.ConnectionError(`The authentication type "${authentication.type}" is not supported`, 'EDRIVER');
  }
  if (options.instanceName || /\\/.test(config.server)) {
    throw errors.ConnectionError('The name of an instance is not supported: give its port', 'EINSTLOOKUP');
  }
  const result = {
    host: config.server,
    port: config.port === undefined ? options.port : config.port,
    database: config.database === undefined ? options.database : config.database,
    user: config.user === undefined ? account.userName : config.user,
    password: config.password === undefined ? account.password : config.password,
    domain: config.domain || account.domain,
    encrypt: options.encrypt,
    trustServerCertificate: options.trustServerCertificate,
    connectTimeout: config.connectionTimeout,
  };
  Object.keys(result).forEach((name) => result[name] === undefined && delete result[name]);
  return result;
};

const isTemplate = (given) => Array.isArray(given) && Array.isArray(given.raw);

function ConnectionPool(config, callback) {
  if (!(this instanceof ConnectionPool)) {
    return new ConnectionPool(config, callback);
  }
  EventEmitter.call(this);
  hide(this, 'config', configuration(config));
  this.connected = false;
  this.connecting = false;
  this.healthy = false;
  if (typeof callback === 'function') {
    this.connect(callback);
  }
}
inherit(ConnectionPool, EventEmitter);

ConnectionPool.prototype._borrow = function () {
  try {
    return host.mssql.connect(target(this.config));
  } catch (e) {
    throw called(e, 'ConnectionError');
  }
};

// Connections come from the host's own pool, which is larger than a run; one is tried, as there.
ConnectionPool.prototype.connect = function (callback) {
  return answer(callback, () => {
    if (!this.connected) {
      host.mssql.end(this._borrow());
      this.connected = true;
      this.healthy = true;
    }
    return this;
  });
};

ConnectionPool.prototype._within = function (work) {
  if (!this.connected) {
    throw errors.ConnectionError('Connection is closed.', 'ECONNCLOSED');
  }
  const handle = this._borrow();
  try {
    return work(handle);
  } finally {
    host.mssql.end(handle);
  }
};

ConnectionPool.prototype.close = function (callback) {
  return answer(callback, () => {
    this.connected = false;
    this.healthy = false;
  });
};
ConnectionPool.prototype.request = function () {
  return new Request(this);
};
ConnectionPool.prototype.transaction = function () {
  return new Transaction(this);
};
['query', 'batch'].forEach((name) => {
  ConnectionPool.prototype[name] = function () {
    const request = new Request(this);
    return request[name].apply(request, arguments);
  };
});

let shared = null;

function Request(parent) {
  if (!(this instanceof Request)) {
    return new Request(parent);
  }
  EventEmitter.call(this);
  hide(this, 'parent', parent || shared);
  this.parameters = {};
  this.canceled = false;
}
inherit(Request, EventEmitter);

const described = (name, type, value, output) => {
  const given = typeof type === 'function' ? { type: type } : type;
  if (given === null || typeof given !== 'object' || typeof given.type !== 'function' || !given.type.typeName) {
    throw errors.RequestError(`The type of the parameter "${name}" is none`, 'EARGS');
  }
  return {
    name: name,
    type: given.type.typeName,
    value: value,
    output: output,
    length: given.length,
    precision: given.precision,
    scale: given.scale,
  };
};

const isName = (name) => {
  if (!/^[A-Za-z_\u00aa-\uffff][A-Za-z0-9_@$#\u00aa-\uffff]*$/.test(name)) {
    throw errors.RequestError(`SQL injection warning for param '${name}'`, 'EINJECT');
  }
};

// input(name, value) or input(name, type, value)
Request.prototype.input = function (name, type, value) {
  isName(name);
  this.parameters[name] =
    arguments.length < 3 ? described(name, types[typeOf(type)], type, false) : described(name, type, value, false);
  return this;
};
Request.prototype.replaceInput = Request.prototype.input;
Request.prototype.output = function (name, type, value) {
  isName(name);
  this.parameters[name] = described(name, type, value, true);
  return this;
};

// Several columns of one name are a list, as there.
const recordOf = (columns, values) => {
  const record = {};
  columns.forEach((column, i) => {
    if (Object.prototype.hasOwnProperty.call(record, column.name)) {
      record[column.name] = [].concat(record[column.name], [values[i]]);
    } else {
      record[column.name] = values[i];
    }
  });
  return record;
};

const recordset = (result, useUTC) => {
  const records = result.rows.map((row) =>
    recordOf(
      result.columns,
      row.map((value, i) => tsql.received(result.columns[i], value, useUTC))
    )
  );
  const columns = {};
  result.columns.forEach((column, i) => {
    columns[column.name] = {
      index: i,
      name: column.name,
      nullable: column.nullable,
      type: types[tsql.nameOfColumnType(column.type)],
    };
  });
  hide(records, 'columns', columns);
  return records;
};

Request.prototype._run = function (text, parameters) {
  if (!this.parent) {
    throw errors.ConnectionError('No connection is specified for that request.', 'ENOCONN');
  }
  const config = this.parent.config;
  const useUTC = config.options.useUTC !== false;
  const converted = parameters.map((parameter) => tsql.parameter(parameter, useUTC));
  let answered;
  try {
    answered = this.parent._within((handle) =>
      host.mssql.run(handle, text, converted.length > 0 ? converted : null, config.requestTimeout)
    );
  } catch (e) {
    throw called(e, 'RequestError');
  }
  answered.messages.forEach((message) => this.emit('info', message));
  const recordsets = answered.results.filter((result) => result.columns !== undefined).map((result) => recordset(result, useUTC));
  const output = {};
  parameters
    .filter((parameter) => parameter.output && parameter.name !== tsql.STATUS)
    .forEach((parameter) => (output[parameter.name] = tsql.output(parameter.type, answered.outputs[parameter.name], useUTC)));
  return {
    recordsets: recordsets,
    recordset: recordsets[0],
    output: output,
    rowsAffected: answered.results.map((result) => (result.columns === undefined ? result.count : result.rows.length)),
    status: answered.outputs[tsql.STATUS],
  };
};

Request.prototype._list = function () {
  return Object.keys(this.parameters).map((name) => this.parameters[name]);
};

// query`SELECT … WHERE id = ${id}`: each value is a parameter, a list of them several.
Request.prototype._template = function (strings, values) {
  let text = strings[0];
  values.forEach((value, i) => {
    const list = Array.isArray(value) ? value : [value];
    const names = list.map((one, j) => {
      const name = list.length > 1 ? `param${i + 1}_${j}` : `param${i + 1}`;
      this.input(name, one);
      return `@${name}`;
    });
    text += names.join(', ') + strings[i + 1];
  });
  return text;
};

const queryWith = (useParameters) =>
  function (given, callback) {
    if (isTemplate(given)) {
      const values = Array.prototype.slice.call(arguments, 1);
      return answer(undefined, () => {
        const text = this._template(given, values);
        return this._run(text, this._list());
      });
    }
    return answer(callback, () => this._run(String(given), useParameters ? this._list() : []));
  };
Request.prototype.query = queryWith(true);
Request.prototype.batch = queryWith(false);

Request.prototype.execute = function (procedure, callback) {
  return answer(callback, () => {
    const list = this._list();
    const call = tsql.call(String(procedure), list);
    const result = this._run(call.text, list.concat([call.status]));
    result.returnValue = Number(result.status);
    return result;
  });
};
Request.prototype.cancel = function () {
  this.canceled = true;
  return true;
};

function Transaction(parent) {
  if (!(this instanceof Transaction)) {
    return new Transaction(parent);
  }
  EventEmitter.call(this);
  hide(this, 'parent', parent || shared);
  hide(this, '_handle', null);
}
inherit(Transaction, EventEmitter);

Object.defineProperty(Transaction.prototype, 'config', {
  get: function () {
    return this.parent.config;
  },
});
Transaction.prototype._within = function (work) {
  if (this._handle === null) {
    throw errors.TransactionError('Transaction has not begun. Call begin() first.', 'ENOTBEGUN');
  }
  return work(this._handle);
};
Transaction.prototype.begin = function (level, callback) {
  return answer(typeof level === 'function' ? level : callback, () => {
    if (!this.parent || !this.parent.connected) {
      throw errors.ConnectionError('Connection is closed.', 'ECONNCLOSED');
    }
    this._handle = this.parent._borrow();
    host.mssql.run(this._handle, 'BEGIN TRANSACTION', null, null);
    return this;
  });
};
const ending = (sql) =>
  function (callback) {
    return answer(callback, () => {
      this._within((handle) => host.mssql.run(handle, sql, null, null));
      host.mssql.end(this._handle);
      this._handle = null;
    });
  };
Transaction.prototype.commit = ending('COMMIT TRANSACTION');
Transaction.prototype.rollback = ending('IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION');
Transaction.prototype.request = function () {
  return new Request(this);
};

function PreparedStatement(parent) {
  if (!(this instanceof PreparedStatement)) {
    return new PreparedStatement(parent);
  }
  EventEmitter.call(this);
  hide(this, 'parent', parent || shared);
  this.parameters = {};
  this.statement = '';
  this.prepared = false;
}
inherit(PreparedStatement, EventEmitter);

PreparedStatement.prototype.input = function (name, type) {
  isName(name);
  this.parameters[name] = described(name, type, undefined, false);
  return this;
};
PreparedStatement.prototype.output = function (name, type) {
  isName(name);
  this.parameters[name] = described(name, type, undefined, true);
  return this;
};
PreparedStatement.prototype.prepare = function (statement, callback) {
  return answer(callback, () => {
    this.statement = String(statement);
    this.prepared = true;
    return this;
  });
};
PreparedStatement.prototype.execute = function (values, callback) {
  return answer(callback, () => {
    if (!this.prepared) {
      throw errors.PreparedStatementError('Statement is not prepared. Call prepare() first.', 'ENOTPREPARED');
    }
    const given = values || {};
    const list = Object.keys(this.parameters).map((name) => Object.assign({}, this.parameters[name], { value: given[name] }));
    return new Request(this.parent)._run(this.statement, list);
  });
};
PreparedStatement.prototype.unprepare = function (callback) {
  return answer(callback, () => {
    this.prepared = false;
  });
};

const connect = (config, callback) => {
  if (shared === null || !shared.connected) {
    shared = new ConnectionPool(config);
  }
  return shared.connect(callback);
};

const throughShared = (name) =>
  function () {
    const request = new Request();
    return request[name].apply(request, arguments);
  };

module.exports = Object.assign(
  {
    connect: connect,
    close: (callback) => {
      const closing = shared;
      shared = null;
      return closing === null ? answer(callback, () => undefined) : closing.close(callback);
    },
    query: throughShared('query'),
    batch: throughShared('batch'),
    on: () => {},
    ConnectionPool: ConnectionPool,
    Connection: ConnectionPool,
    Request: Request,
    Transaction: Transaction,
    PreparedStatement: PreparedStatement,
    TYPES: types,
    MAX: MAX,
    ISOLATION_LEVEL: { READ_UNCOMMITTED: 1, READ_COMMITTED: 2, REPEATABLE_READ: 3, SERIALIZABLE: 4, SNAPSHOT: 5 },
  },
  errors,
  types
);
module.exports.default = module.exports;
