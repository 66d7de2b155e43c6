// node-oracledb 6 (https://node-oracledb.readthedocs.io), as far as a script needs it that reads users. The driver under
// it is Oracle's for Java, which the administrator adds to the server.
const EventEmitter = require('events');
const answer = require('internal/answer');

const STRING = { name: 'STRING', kind: 'string' };
const NUMBER = { name: 'NUMBER', kind: 'number' };
const DATE = { name: 'DATE', kind: 'date' };
const BUFFER = { name: 'BUFFER', kind: 'buffer' };

const oracledb = {
  OUT_FORMAT_ARRAY: 4001,
  OUT_FORMAT_OBJECT: 4002,
  ARRAY: 4001,
  OBJECT: 4002,
  BIND_IN: 3001,
  BIND_INOUT: 3002,
  BIND_OUT: 3003,
  STRING: STRING,
  NUMBER: NUMBER,
  DATE: DATE,
  BUFFER: BUFFER,
  CLOB: STRING,
  BLOB: BUFFER,
  DB_TYPE_VARCHAR: STRING,
  DB_TYPE_NVARCHAR: STRING,
  DB_TYPE_CHAR: STRING,
  DB_TYPE_CLOB: STRING,
  DB_TYPE_NUMBER: NUMBER,
  DB_TYPE_DATE: DATE,
  DB_TYPE_TIMESTAMP: DATE,
  DB_TYPE_RAW: BUFFER,
  DB_TYPE_BLOB: BUFFER,
  // What a script may set for all its queries.
  outFormat: 4001,
  autoCommit: false,
  maxRows: 0,
  fetchAsString: [],
  fetchAsBuffer: [],
};

// Not enumerable: a script that logs its connection must not log the password.
const hide = (target, name, value) =>
  Object.defineProperty(target, name, { value: value, writable: true, enumerable: false, configurable: true });

const kindOf = (value) => {
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  return typeof value === 'number' ? 'number' : kind === 'Date' ? 'date' : kind === 'Uint8Array' ? 'buffer' : 'string';
};

// A value, or { val, dir, type }.
const bind = (given) => {
  const kind = Object.prototype.toString.call(given).slice(8, -1);
  const described = given !== null && kind === 'Object' && ('val' in given || 'dir' in given || 'type' in given);
  const value = described ? given.val : given;
  const plain = value === undefined || value === null ? null : typeof value === 'boolean' ? Number(value) : value;
  const direction = described ? given.dir : undefined;
  return {
    value: plain,
    dir: direction === oracledb.BIND_OUT ? 'out' : direction === oracledb.BIND_INOUT ? 'inout' : 'in',
    type: described && given.type ? given.type.kind : kindOf(plain),
  };
};

const binds = (given) => {
  if (given === undefined || given === null) {
    return {};
  }
  if (Array.isArray(given)) {
    return given.map(bind);
  }
  const result = {};
  Object.keys(given).forEach((name) => (result[name] = bind(given[name])));
  return result;
};

// Dates and times are in the zone of the server that runs the script.
const local = (text) => {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{3})/.exec(text);
  const number = (index) => parseInt(parts[index], 10);
  const result = new Date(0);
  result.setFullYear(number(1), number(2) - 1, number(3));
  result.setHours(number(4), number(5), number(6), number(7));
  return result;
};

const received = (column, value) => {
  if (value === null) {
    return null;
  }
  if (column.kind === 'local' || column.kind === 'date') {
    return local(value);
  }
  return Object.prototype.toString.call(value) === '[object Uint8Array]' ? Buffer.from(value) : value;
};

function Connection(config) {
  EventEmitter.call(this);
  const target = {};
  ['user', 'username', 'password', 'connectString', 'connectionString'].forEach((name) => {
    if (config[name] !== undefined && config[name] !== null) {
      target[name] = config[name];
    }
  });
  hide(this, '_handle', host.oracledb.connect(target));
}
Connection.prototype = Object.create(EventEmitter.prototype);
hide(Connection.prototype, 'constructor', Connection);

Connection.prototype._open = function () {
  if (this._handle === null) {
    const error = new Error('NJS-003: invalid or closed connection');
    error.code = 'NJS-003';
    throw error;
  }
  return this._handle;
};

Connection.prototype._execute = function (sql, given, options) {
  const format = options.outFormat === undefined ? oracledb.outFormat : options.outFormat;
  const maxRows = options.maxRows === undefined ? oracledb.maxRows : options.maxRows;
  const answered = host.oracledb.execute(this._open(), sql, binds(given), maxRows || 0);
  const result = {};
  if (answered.columns !== undefined) {
    result.metaData = answered.columns.map((column) => ({ name: column.name, dbTypeName: column.type.toUpperCase() }));
    result.rows = answered.rows.map((row) => {
      const values = row.map((value, i) => received(answered.columns[i], value));
      if (format !== oracledb.OUT_FORMAT_OBJECT) {
        return values;
      }
      const object = {};
      answered.columns.forEach((column, i) => (object[column.name] = values[i]));
      return object;
    });
  } else {
    result.rowsAffected = answered.count === undefined ? 0 : answered.count;
  }
  const outs = Object.keys(answered.outs);
  if (outs.length > 0) {
    result.outBinds = Array.isArray(given) ? outs.map((name) => answered.outs[name]) : answered.outs;
  }
  if (options.autoCommit === undefined ? oracledb.autoCommit : options.autoCommit) {
    host.oracledb.commit(this._open());
  }
  return result;
};

// execute(sql, binds?, options?, callback?)
Connection.prototype.execute = function (sql, given, options, callback) {
  const list = [given, options, callback];
  const tell = list.filter((argument) => typeof argument === 'function')[0];
  const at = (index) => (typeof list[index] === 'function' ? undefined : list[index]);
  return answer(tell, () => this._execute(String(sql), at(0), at(1) || {}));
};

['commit', 'rollback'].forEach((name) => {
  Connection.prototype[name] = function (callback) {
    return answer(callback, () => {
      host.oracledb[name](this._open());
    });
  };
});
Connection.prototype.ping = function (callback) {
  return answer(callback, () => {
    this._execute('SELECT 1 FROM dual', [], {});
  });
};
Connection.prototype.close = function (options, callback) {
  return answer(typeof options === 'function' ? options : callback, () => {
    host.oracledb.end(this._open());
    this._handle = null;
  });
};
Connection.prototype.release = Connection.prototype.close;

function Pool(config) {
  EventEmitter.call(this);
  hide(this, '_config', config);
  hide(this, '_closed', false);
}
Pool.prototype = Object.create(EventEmitter.prototype);
hide(Pool.prototype, 'constructor', Pool);
Pool.prototype.getConnection = function (options, callback) {
  return answer(typeof options === 'function' ? options : callback, () => {
    if (this._closed) {
      const error = new Error('NJS-065: connection pool was closed');
      error.code = 'NJS-065';
      throw error;
    }
    return new Connection(this._config);
  });
};
Pool.prototype.close = function (time, callback) {
  return answer(typeof time === 'function' ? time : callback, () => {
    this._closed = true;
  });
};
Pool.prototype.terminate = Pool.prototype.close;

const pools = {};
const poolOf = (alias) => {
  const pool = pools[alias === undefined ? 'default' : alias];
  if (pool === undefined) {
    const error = new Error(`NJS-047: pool alias "${alias === undefined ? 'default' : alias}" not found in the connection pool cache`);
    error.code = 'NJS-047';
    throw error;
  }
  return pool;
};

oracledb.createPool = (config, callback) =>
  answer(callback, () => {
    const pool = new Pool(config);
    pools[config.poolAlias === undefined ? 'default' : config.poolAlias] = pool;
    return pool;
  });
oracledb.getPool = poolOf;
// With a configuration, or from the pool that was created before.
oracledb.getConnection = (config, callback) => {
  const tell = typeof config === 'function' ? config : callback;
  const given = typeof config === 'function' ? undefined : config;
  return answer(tell, () => {
    if (given !== undefined && typeof given === 'object' && given.poolAlias === undefined) {
      return new Connection(given);
    }
    return new Connection(poolOf(typeof given === 'object' ? given.poolAlias : given)._config);
  });
};
oracledb.initOracleClient = () => {};

module.exports = oracledb;
module.exports.default = oracledb;
