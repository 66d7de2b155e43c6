// What mysql2 and mysql2/promise have in common: the connections with callbacks, and their promised counterparts.
const EventEmitter = require('events');
const answer = require('internal/answer');
const types = require('internal/mysql-types');

const base = require('internal/mysql')({
  cast: types.mysql2,
  header: (result) => ({
    fieldCount: 0,
    affectedRows: result.affectedRows,
    insertId: Number(result.insertId),
    info: result.info,
    serverStatus: result.serverStatus,
    warningStatus: result.warningCount,
    changedRows: types.changedRows(result.info),
  }),
  message: (code, text) => text,
  closed: ["Can't add new command when connection is in closed state", 'ER_CLOSED_CONNECTION'],
});

base.Connection.prototype.execute = function (given, values, callback) {
  return this._ask(base.queryOf(given, values, callback), true);
};
base.Connection.prototype.unprepare = function () {};
base.Pool.prototype.execute = function (given, values, callback) {
  return this._ask(base.queryOf(given, values, callback), true);
};

const pair = (outcome) => [outcome.results, outcome.fields];

function PromiseConnection(connection) {
  EventEmitter.call(this);
  this.connection = connection;
  // Whoever listens for errors must not make them uncaught; the promise tells them as well.
  connection.on('error', (error) => this.listeners('error').length > 0 && this.emit('error', error));
}
PromiseConnection.prototype = Object.create(EventEmitter.prototype);
const promised = (name, work) => {
  PromiseConnection.prototype[name] = function (one, two) {
    return answer(undefined, () => work.call(this, this.connection, one, two));
  };
};
promised('connect', (connection) => connection._open());
promised('query', (connection, given, values) => pair(connection._run(base.queryOf(given, values), false)));
promised('execute', (connection, given, values) => pair(connection._run(base.queryOf(given, values), true)));
promised('beginTransaction', (connection) => void connection._run({ sql: 'START TRANSACTION' }, false));
promised('commit', (connection) => void connection._run({ sql: 'COMMIT' }, false));
promised('rollback', (connection) => void connection._run({ sql: 'ROLLBACK' }, false));
promised('ping', (connection) => connection._run({ sql: 'DO 1' }, false) && true);
promised('end', (connection) => connection.end());
promised('changeUser', (connection, options) => connection.changeUser(options));
PromiseConnection.prototype.release = function () {
  this.connection.release();
};
PromiseConnection.prototype.destroy = function () {
  this.connection.destroy();
};
PromiseConnection.prototype.unprepare = function () {};
['escape', 'escapeId', 'format'].forEach((name) => {
  PromiseConnection.prototype[name] = function (one, two) {
    return this.connection[name](one, two);
  };
});

function PromisePool(pool) {
  EventEmitter.call(this);
  this.pool = pool;
}
PromisePool.prototype = Object.create(EventEmitter.prototype);
PromisePool.prototype.getConnection = function () {
  return answer(undefined, () => new PromiseConnection(this.pool._borrow()));
};
PromisePool.prototype.query = function (given, values) {
  return answer(undefined, () =>
    this.pool._within((connection) => pair(connection._run(base.queryOf(given, values), false)))
  );
};
PromisePool.prototype.execute = function (given, values) {
  return answer(undefined, () =>
    this.pool._within((connection) => pair(connection._run(base.queryOf(given, values), true)))
  );
};
PromisePool.prototype.end = function () {
  return answer(undefined, () => this.pool.end());
};
PromisePool.prototype.releaseConnection = (connection) => connection.release();
['escape', 'escapeId', 'format'].forEach((name) => {
  PromisePool.prototype[name] = function (one, two) {
    return this.pool[name](one, two);
  };
});

base.Connection.prototype.promise = function () {
  return new PromiseConnection(this);
};
base.Pool.prototype.promise = function () {
  return new PromisePool(this);
};

module.exports = { base: base, PromiseConnection: PromiseConnection, PromisePool: PromisePool };
