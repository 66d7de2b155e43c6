// What npm's mysql and mysql2 have in common. A flavour says how they differ: cast(field, value, config),
// header(result), message(code, text) and closed, the error of a query after the end.
const EventEmitter = require('events');
const answer = require('internal/answer');
const sqlstring = require('internal/sqlstring');
const names = require('internal/mysql-errors');
const types = require('internal/mysql-types');

const inherit = (type) => {
  type.prototype = Object.create(EventEmitter.prototype);
  Object.defineProperty(type.prototype, 'constructor', { value: type, writable: true, configurable: true });
};

// Not enumerable: a script that logs its connection must not log the password.
const hide = (target, name, value) =>
  Object.defineProperty(target, name, { value: value, writable: true, enumerable: false, configurable: true });

const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch (e) {
    return text;
  }
};

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch (e) {
    return text;
  }
};

// mysql://user:password@host:port/database?option=value; the last @ that makes sense of the rest ends the password.
const ofUri = (uri) => {
  const rest = uri.replace(/^[a-z0-9+.-]+:\/\//i, '');
  const place = /^(\[[0-9a-f:.]+\]|[^/?#:@[\]]*)(?::(\d*))?(?:\/([^?#]*))?(?:\?([^#]*))?(?:#.*)?$/i;
  let at = rest.lastIndexOf('@');
  while (at >= 0 && !place.test(rest.slice(at + 1))) {
    at = rest.lastIndexOf('@', at - 1);
  }
  const found = place.exec(rest.slice(at + 1));
  if (found === null) {
    throw new TypeError('Invalid URL');
  }
  const result = { host: decoded(found[1]), port: found[2], database: decoded(found[3] || '') };
  if (at >= 0) {
    const account = rest.slice(0, at);
    const colon = account.indexOf(':');
    result.user = decoded(colon < 0 ? account : account.slice(0, colon));
    result.password = colon < 0 ? undefined : decoded(account.slice(colon + 1));
  }
  (found[4] ? found[4].split('&') : []).forEach((option) => {
    const equals = option.indexOf('=');
    if (equals > 0) {
      result[decoded(option.slice(0, equals))] = parsed(decoded(option.slice(equals + 1).replace(/\+/g, ' ')));
    }
  });
  return result;
};

const asPem = (authority) => (Array.isArray(authority) ? authority.map(String).join('\n') : String(authority));

const configuration = (given) => {
  const config = typeof given === 'string' ? ofUri(given) : Object.assign({}, given);
  const complete = config.uri ? Object.assign(ofUri(String(config.uri)), config) : config;
  complete.timezone = complete.timezone === undefined || complete.timezone === null ? 'local' : complete.timezone;
  return complete;
};

// What the host takes of it.
const target = (config) => {
  const result = {};
  ['host', 'port', 'user', 'password', 'database', 'charset', 'multipleStatements', 'connectTimeout', 'socketPath'].forEach(
    (name) => {
      if (config[name] !== undefined && config[name] !== null) {
        result[name] = config[name];
      }
    }
  );
  if (config.ssl && typeof config.ssl === 'object') {
    result.ssl = Object.assign({}, config.ssl);
    if (config.ssl.ca) {
      result.ssl.ca = asPem(config.ssl.ca);
    }
  } else if (config.ssl) {
    result.ssl = config.ssl;
  }
  return result;
};

// :name becomes ?, outside of strings, identifiers in quotes and comments.
const named = (sql, values) => {
  const list = [];
  const text = sql.replace(
    /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`[^`]*`|--[^\n]*|#[^\n]*|\/\*[^]*?\*\/|::?([a-zA-Z_][a-zA-Z0-9_]*)/g,
    (all, name) => {
      if (name === undefined || all[1] === ':') {
        return all;
      }
      list.push(values[name]);
      return '?';
    }
  );
  return { sql: text, values: list };
};

const failure = (message, code) => {
  const error = new Error(message);
  error.code = code;
  error.fatal = false;
  return error;
};

module.exports = (flavour) => {
  const explained = (error) => {
    if (error && error.errno !== undefined && error.code === undefined) {
      error.code = names[error.errno] || 'UNKNOWN_CODE_PLEASE_REPORT';
      error.message = flavour.message(error.code, error.sqlMessage);
    }
    return error;
  };

  function Query(options) {
    EventEmitter.call(this);
    this.sql = options.sql;
    this.values = options.values;
  }
  inherit(Query);

  // (sql, values?, callback?) or ({ sql, values, … }, values?, callback?)
  const queryOf = (given, values, callback) => {
    const options = given !== null && typeof given === 'object' ? Object.assign({}, given) : { sql: given };
    if (typeof values === 'function') {
      options.callback = values;
    } else {
      options.callback = callback || options.callback;
      options.values = values === undefined ? options.values : values;
    }
    if (typeof options.sql !== 'string') {
      throw new TypeError('The query must be a string');
    }
    return options;
  };

  function Connection(given) {
    EventEmitter.call(this);
    hide(this, 'config', configuration(given));
    hide(this, '_handle', null);
    hide(this, '_unusable', null);
    hide(this, '_untold', null);
    this.state = 'disconnected';
    this.threadId = null;
  }
  inherit(Connection);

  Connection.prototype._open = function () {
    if (this._untold) {
      // The connection attempt that nobody asked about: the query behind it learns what became of it.
      const error = this._untold;
      this._untold = null;
      throw error;
    }
    if (this._unusable) {
      throw failure(this._unusable[0], this._unusable[1]);
    }
    if (this._handle !== null) {
      return;
    }
    try {
      this._handle = host.mysql.connect(target(this.config));
    } catch (e) {
      this._unusable = ['Cannot enqueue Query after fatal error.', 'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR'];
      this.state = 'protocol_error';
      throw explained(e);
    }
    this.state = 'authenticated';
    host.later(() => this.emit('connect'));
  };

  Connection.prototype.connect = function (options, callback) {
    const tell = typeof options === 'function' ? options : callback;
    const twice = this._handle !== null;
    if (typeof tell === 'function') {
      answer(tell, () => {
        if (twice) {
          throw failure(
            'Cannot enqueue Handshake after already enqueuing a Handshake.',
            'PROTOCOL_ENQUEUE_HANDSHAKE_TWICE'
          );
        }
        this._open();
        return { threadId: this.threadId };
      });
      return undefined;
    }
    try {
      this._open();
    } catch (e) {
      this._untold = e;
      host.later(() => {
        if (this._untold !== null) {
          this._untold = null;
          this.emit('error', e);
        }
      });
    }
    return undefined;
  };

  Connection.prototype._row = function (fields, row, options, readers) {
    const values = row.map((value, i) => readers[i](value));
    if (options.rowsAsArray) {
      return values;
    }
    const result = {};
    fields.forEach((field, i) => {
      if (typeof options.nestTables === 'string' && options.nestTables !== '') {
        result[field.table + options.nestTables + field.name] = values[i];
      } else if (options.nestTables) {
        result[field.table] = result[field.table] || {};
        result[field.table][field.name] = values[i];
      } else {
        result[field.name] = values[i];
      }
    });
    return result;
  };

  Connection.prototype._reader = function (field, options) {
    const cast = (value) => (value === null ? null : flavour.cast(field, value, options));
    if (typeof options.typeCast === 'function') {
      return (value) => {
        const text = () => (value === null || typeof value === 'string' ? value : Buffer.from(value).toString('utf8'));
        const described = {
          type: types.names[field.type],
          length: field.length,
          db: field.db,
          table: field.table,
          name: field.name,
          string: text,
          buffer: () => (value === null ? null : Buffer.from(value)),
          geometry: () => (value === null ? null : types.geometry(value)),
        };
        return options.typeCast.call(this, described, () => cast(value));
      };
    }
    return options.typeCast === false ? (value) => (value === null ? null : types.plain(value)) : cast;
  };

  Connection.prototype._results = function (answers, options) {
    const results = answers.map((one) => {
      if (one.fields === undefined) {
        return flavour.header(one);
      }
      const readers = one.fields.map((field) => this._reader(field, options));
      return one.rows.map((row) => this._row(one.fields, row, options, readers));
    });
    const fields = answers.map((one) => one.fields);
    return results.length === 1 ? { results: results[0], fields: fields[0] } : { results: results, fields: fields };
  };

  Connection.prototype._run = function (options, prepared) {
    this._open();
    const config = Object.assign({}, this.config, options);
    try {
      return this._results(prepared ? this._execute(config) : this._send(config), config);
    } catch (e) {
      if (e && e.fatal) {
        this._unusable = ['Cannot enqueue Query after fatal error.', 'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR'];
      }
      throw explained(e);
    }
  };

  const isNamed = (config) =>
    config.namedPlaceholders && config.values && typeof config.values === 'object' && !Array.isArray(config.values);

  Connection.prototype._send = function (config) {
    const bound = isNamed(config) ? named(config.sql, config.values) : config;
    const sql =
      typeof config.queryFormat === 'function'
        ? config.queryFormat.call(this, bound.sql, bound.values, config.timezone)
        : this.format(bound.sql, bound.values);
    return host.mysql.query(this._handle, sql, config.timeout);
  };

  Connection.prototype._execute = function (config) {
    const bound = isNamed(config) ? named(config.sql, config.values) : config;
    const values = bound.values === undefined || bound.values === null ? [] : bound.values;
    if (!Array.isArray(values)) {
      throw new TypeError('Bind parameters must be array if namedPlaceholders parameter is not enabled');
    }
    const sent = values.map((value) => {
      if (value === undefined) {
        throw new TypeError('Bind parameters must not contain undefined. To pass SQL NULL specify JS null');
      }
      if (typeof value === 'function') {
        throw new TypeError('Bind parameters must not contain function(s). To pass the body of a function as a string call .toString() first');
      }
      const kind = Object.prototype.toString.call(value);
      if (kind === '[object Date]') {
        return sqlstring.dateText(value, config.timezone);
      }
      if (typeof value === 'bigint') {
        return String(value);
      }
      return value !== null && typeof value === 'object' && kind !== '[object Uint8Array]' ? JSON.stringify(value) : value;
    });
    return host.mysql.execute(this._handle, bound.sql, sent, config.timeout);
  };

  // Runs it now; tells the callback, or whoever listens to the query, after the current step of the script.
  Connection.prototype._ask = function (options, prepared) {
    const query = new Query(options);
    let outcome;
    try {
      outcome = this._run(options, prepared);
    } catch (e) {
      if (typeof options.callback === 'function') {
        host.later(options.callback, e);
      } else {
        host.later(() => (query.listeners('error').length > 0 ? query : this).emit('error', e));
      }
      return query;
    }
    if (typeof options.callback === 'function') {
      host.later(options.callback, null, outcome.results, outcome.fields);
    }
    host.later(() => {
      if (outcome.fields !== undefined) {
        query.emit('fields', outcome.fields);
      }
      (Array.isArray(outcome.results) ? outcome.results : [outcome.results]).forEach((row) => query.emit('result', row));
      query.emit('end');
    });
    return query;
  };

  Connection.prototype.query = function (given, values, callback) {
    return this._ask(queryOf(given, values, callback), false);
  };

  const statement = (sql) =>
    function (options, callback) {
      return this.query(sql, typeof options === 'function' ? options : callback);
    };
  Connection.prototype.beginTransaction = statement('START TRANSACTION');
  Connection.prototype.commit = statement('COMMIT');
  Connection.prototype.rollback = statement('ROLLBACK');
  Connection.prototype.ping = statement('DO 1');

  Connection.prototype._close = function (message, code) {
    const handle = this._handle;
    this._handle = null;
    this._unusable = [message, code];
    this.state = 'disconnected';
    if (handle !== null) {
      host.mysql.end(handle);
    }
  };

  Connection.prototype.end = function (options, callback) {
    const tell = typeof options === 'function' ? options : callback;
    this._close(flavour.closed[0], flavour.closed[1]);
    host.later(() => {
      this.emit('end');
      if (typeof tell === 'function') {
        tell(null);
      }
    });
  };

  Connection.prototype.destroy = function () {
    this._close('Cannot enqueue Query after being destroyed.', 'PROTOCOL_ENQUEUE_AFTER_DESTROY');
  };

  Connection.prototype.changeUser = function (options, callback) {
    const tell = typeof options === 'function' ? options : callback;
    return answer(typeof tell === 'function' ? tell : () => {}, () => {
      this._close('', '');
      this._unusable = null;
      Object.assign(this.config, typeof options === 'object' ? options : {});
      this._open();
    });
  };

  Connection.prototype.escape = function (value) {
    return sqlstring.escape(value, this.config.stringifyObjects, this.config.timezone);
  };
  Connection.prototype.escapeId = (name, forbidQualified) => sqlstring.escapeId(name, forbidQualified);
  Connection.prototype.format = function (sql, values) {
    return sqlstring.format(sql, values, this.config.stringifyObjects, this.config.timezone);
  };
  Connection.prototype.pause = function () {};
  Connection.prototype.resume = function () {};

  function Pool(given) {
    EventEmitter.call(this);
    hide(this, 'config', configuration(given));
    hide(this, '_closed', false);
  }
  inherit(Pool);

  // Connections come from the host's own pool, which is larger than a run.
  Pool.prototype._borrow = function () {
    if (this._closed) {
      throw failure('Pool is closed.', 'POOL_CLOSED');
    }
    const connection = new Connection(this.config);
    connection._open();
    connection.release = () => connection._close('Connection already released', 'POOL_CONNECTION_RELEASED');
    connection.end = (callback) => {
      connection.release();
      if (typeof callback === 'function') {
        host.later(callback, null);
      }
    };
    this.emit('connection', connection);
    return connection;
  };

  Pool.prototype.getConnection = function (callback) {
    answer(callback, () => this._borrow());
  };

  Pool.prototype._within = function (work) {
    const connection = this._borrow();
    try {
      return work(connection);
    } finally {
      connection.release();
    }
  };

  Pool.prototype._ask = function (options, prepared) {
    const connection = new Connection(this.config);
    if (this._closed) {
      connection._unusable = ['Pool is closed.', 'POOL_CLOSED'];
    }
    const query = connection._ask(options, prepared);
    connection._close('', '');
    return query;
  };

  Pool.prototype.query = function (given, values, callback) {
    return this._ask(queryOf(given, values, callback), false);
  };

  Pool.prototype.end = function (callback) {
    this._closed = true;
    if (typeof callback === 'function') {
      host.later(callback, null);
    }
  };
  Pool.prototype.escape = Connection.prototype.escape;
  Pool.prototype.escapeId = Connection.prototype.escapeId;
  Pool.prototype.format = Connection.prototype.format;
  Pool.prototype.releaseConnection = (connection) => connection.release();

  const createConnection = (given) => new Connection(given);
  const exported = createConnection;
  exported.createConnection = createConnection;
  exported.createPool = (given) => new Pool(given);
  exported.createQuery = (given, values, callback) => new Query(queryOf(given, values, callback));
  exported.createPoolCluster = () => {
    throw new Error('createPoolCluster is not supported');
  };
  exported.escape = sqlstring.escape;
  exported.escapeId = sqlstring.escapeId;
  exported.format = sqlstring.format;
  exported.raw = sqlstring.raw;
  exported.Types = Object.assign({}, types.codes);
  return { exported: exported, Connection: Connection, Pool: Pool, queryOf: queryOf };
};
