// The Node driver for MongoDB (https://www.mongodb.com/docs/drivers/node), whatever version is asked for: callbacks as
// up to version 4, promises as from version 2. Clients share the host's connections: connect() borrows, close() gives
// back.
const EventEmitter = require('events');
const answer = require('internal/answer');
const bson = require('internal/bson');

const ObjectId = bson.ObjectId;
const hide = (target, name, value) =>
  Object.defineProperty(target, name, { value: value, writable: true, enumerable: false, configurable: true });
const isPlain = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !value._bsontype && !(value instanceof Date);

const errors = {};
const errorClass = (name, parent) => {
  const type = function (message) {
    const error = this instanceof type ? this : Object.create(type.prototype);
    hide(error, 'message', message === undefined ? '' : String(message));
    hide(error, 'stack', new Error().stack);
    return error;
  };
  hide(type, 'name', name);
  type.prototype = Object.create(parent.prototype);
  hide(type.prototype, 'constructor', type);
  hide(type.prototype, 'name', name);
  errors[name] = type;
  return type;
};
const MongoError = errorClass('MongoError', Error);
const MongoDriverError = errorClass('MongoDriverError', MongoError);
errorClass('MongoAPIError', MongoDriverError);
const MongoInvalidArgumentError = errorClass('MongoInvalidArgumentError', errors.MongoAPIError);
errorClass('MongoParseError', MongoDriverError);
errorClass('MongoOperationTimeoutError', MongoDriverError);
errorClass('MongoNetworkError', MongoError);
errorClass('MongoNetworkTimeoutError', errors.MongoNetworkError);
errorClass('MongoSystemError', MongoError);
errorClass('MongoServerSelectionError', errors.MongoSystemError);
errorClass('MongoServerError', MongoError);
errorClass('MongoBulkWriteError', errors.MongoServerError);
errorClass('MongoWriteConcernError', errors.MongoServerError);

// The host's errors know their class by its name only.
const typed = (work) => () => {
  try {
    return work();
  } catch (e) {
    if (e instanceof Error && Object.prototype.hasOwnProperty.call(errors, e.name)) {
      // The engine makes the stack when it is first read, and then needs the prototype that it gave itself.
      hide(e, 'stack', e.stack);
      Object.setPrototypeOf(e, errors[e.name].prototype);
    }
    throw e;
  }
};

// Some scripts await a call that they give a callback too: its promise is kept when the callback is done, and what goes
// wrong in an async callback is an error of the script.
const respond = (callback, work) => {
  if (typeof callback !== 'function') {
    return answer(undefined, typed(work));
  }
  return new Promise((resolve) => {
    answer((error, result) => {
      const returned = error ? callback(error) : callback(null, result);
      if (returned && typeof returned.then === 'function') {
        returned.then(
          () => resolve(result),
          (reason) =>
            host.later(() => {
              throw reason;
            })
        );
      } else {
        resolve(result);
      }
    }, typed(work));
  });
};
// What is given without the callback, which comes last, and without missing arguments at the end.
const split = (given) => {
  const list = Array.prototype.slice.call(given);
  const at = list.findIndex((argument) => typeof argument === 'function');
  return at < 0 ? { given: list, callback: undefined } : { given: list.slice(0, at), callback: list[at] };
};

const settings = (options) => {
  const given = {};
  Object.keys(options || {}).forEach((name) => {
    const value = options[name];
    if (value !== null && (typeof value !== 'object' || value instanceof Uint8Array) && typeof value !== 'function') {
      given[name] = value;
    }
  });
  const authorities = options && (options.ca || options.sslCA);
  if (authorities) {
    given.ca = [].concat(authorities).map(String);
  }
  if (options && options.auth) {
    given.auth = { username: options.auth.username || options.auth.user, password: options.auth.password };
  }
  if (options && options.writeConcern) {
    given.writeConcern = options.writeConcern;
  }
  if (options && options.readPreference && options.readPreference.mode) {
    given.readPreference = options.readPreference.mode;
  }
  if (options && options.checkServerIdentity === false) {
    given.tlsAllowInvalidHostnames = true;
  }
  return given;
};

function MongoClient(uri, options) {
  if (!(this instanceof MongoClient)) {
    return new MongoClient(uri, options);
  }
  EventEmitter.call(this);
  // Not enumerable: a script that logs its client must not log the password.
  hide(this, '_uri', uri);
  hide(this, '_options', options || {});
  hide(this, '_handle', null);
}
MongoClient.prototype = Object.create(EventEmitter.prototype);
hide(MongoClient.prototype, 'constructor', MongoClient);

MongoClient.connect = function () {
  const call = split(arguments);
  return new MongoClient(call.given[0], call.given[1]).connect(call.callback);
};
MongoClient.prototype.connect = function (callback) {
  return respond(callback, () => {
    this._session();
    return this;
  });
};
// The first operation connects, as from version 4.7.
MongoClient.prototype._session = function () {
  if (this._handle === null) {
    if (typeof this._uri !== 'string') {
      throw new MongoInvalidArgumentError('The connection string must be a string');
    }
    this._handle = host.mongo.connect(this._uri, settings(this._options));
  }
  return this._handle;
};
// close(force?, callback?)
MongoClient.prototype.close = function () {
  return respond(split(arguments).callback, () => {
    if (this._handle !== null) {
      host.mongo.close(this._handle);
      this._handle = null;
    }
  });
};
MongoClient.prototype.isConnected = function () {
  return this._handle !== null;
};
MongoClient.prototype._defaultDatabase = function () {
  const path = /^mongodb(?:\+srv)?:\/\/[^/?]*\/([^?]+)/.exec(this._uri);
  return path === null ? 'test' : decodeURIComponent(path[1]);
};
MongoClient.prototype.db = function (name) {
  return new Db(this, name || this._defaultDatabase());
};
['startSession', 'withSession', 'watch'].forEach((name) => {
  MongoClient.prototype[name] = () => {
    throw new errors.MongoAPIError(`${name}() is not supported here: there are no sessions, transactions or streams`);
  };
});

function Db(client, name) {
  hide(this, 'client', client);
  this.databaseName = name;
}
Db.prototype.db = function (name) {
  return this.client.db(name || this.databaseName);
};
// collection(name, options?, callback?); the callback is of the versions before 4.
Db.prototype.collection = function (name) {
  const collection = new Collection(this, name);
  const callback = split(arguments).callback;
  if (callback) {
    host.later(callback, null, collection);
  }
  return collection;
};
Db.prototype.close = function () {
  return this.client.close.apply(this.client, arguments);
};
Db.prototype._encode = function (document) {
  return bson.encode(document, this.client._options.ignoreUndefined);
};
Db.prototype._command = function (command) {
  return bson.decode(host.mongo.command(this.client._session(), this.databaseName, this._encode(command)));
};
Db.prototype.command = function (command) {
  return respond(split(arguments).callback, () => this._command(command));
};
Db.prototype.admin = function () {
  return new Admin(this.client.db('admin'));
};
Db.prototype.aggregate = function (pipeline, options) {
  return new Cursor(new Collection(this, '$cmd.aggregate'), 'aggregate', Object.assign({ pipeline: pipeline }, options));
};
Db.prototype.listCollections = function (filter) {
  const list = () => this._command({ listCollections: 1, filter: filter || {} }).cursor.firstBatch;
  return { toArray: (callback) => respond(callback, list) };
};
Db.prototype.collections = function (callback) {
  return respond(callback, () =>
    this._command({ listCollections: 1, nameOnly: true }).cursor.firstBatch.map((found) => new Collection(this, found.name))
  );
};
Db.prototype.createCollection = function (name) {
  const call = split(arguments);
  return respond(call.callback, () => {
    this._command(Object.assign({ create: name }, call.given[1]));
    return new Collection(this, name);
  });
};
Db.prototype.dropCollection = function (name) {
  return respond(split(arguments).callback, () => this._command({ drop: name }).ok === 1);
};
Db.prototype.dropDatabase = function () {
  return respond(split(arguments).callback, () => this._command({ dropDatabase: 1 }).ok === 1);
};
Db.prototype.stats = function () {
  return respond(split(arguments).callback, () => this._command({ dbStats: 1 }));
};

// Up to version 2 connect() gave the database, so a client can do what a database can.
Object.keys(Db.prototype).forEach((name) => {
  if (!MongoClient.prototype[name]) {
    MongoClient.prototype[name] = function () {
      const db = this.db();
      return db[name].apply(db, arguments);
    };
  }
});
Object.defineProperty(MongoClient.prototype, 'databaseName', {
  get: function () {
    return this._defaultDatabase();
  },
  configurable: true,
});

function Admin(db) {
  hide(this, '_db', db);
}
const adminCommands = { ping: { ping: 1 }, listDatabases: { listDatabases: 1 }, serverInfo: { buildInfo: 1 }, buildInfo: { buildInfo: 1 }, serverStatus: { serverStatus: 1 } };
Object.keys(adminCommands).forEach((name) => {
  Admin.prototype[name] = function () {
    return respond(split(arguments).callback, () => this._db._command(adminCommands[name]));
  };
});
Admin.prototype.command = function (command) {
  return respond(split(arguments).callback, () => this._db._command(command));
};

// Names of options that tell them from the fields of a projection, which some versions took in their place.
const optionNames = [
  'projection', 'fields', 'sort', 'limit', 'skip', 'hint', 'batchSize', 'collation', 'maxTimeMS', 'session', 'timeout',
  'readPreference', 'comment', 'raw', 'allowDiskUse', 'noCursorTimeout', 'explain', 'min', 'max', 'returnKey',
  'promoteLongs', 'promoteValues', 'promoteBuffers', 'readConcern', 'tailable', 'singleBatch', 'showRecordId',
];
const findOptions = (options) => {
  if (!isPlain(options) && !Array.isArray(options)) {
    return {};
  }
  const names = Object.keys(options);
  const isProjection = Array.isArray(options) || (names.length > 0 && !names.some((name) => optionNames.indexOf(name) >= 0));
  return isProjection ? { projection: projection(options) } : options;
};
const projection = (fields) => {
  if (!Array.isArray(fields)) {
    return fields;
  }
  const chosen = {};
  fields.forEach((field) => (chosen[field] = 1));
  return chosen;
};
const directions = { asc: 1, ascending: 1, 1: 1, desc: -1, descending: -1, '-1': -1 };
const direction = (value) => (isPlain(value) ? value : directions[String(value)] || 1);
const sorting = (given, order) => {
  const sort = {};
  if (typeof given === 'string') {
    sort[given] = direction(order === undefined ? 1 : order);
  } else if (Array.isArray(given)) {
    const pairs = given.length === 2 && !Array.isArray(given[0]) && directions[String(given[1])] ? [given] : given;
    pairs.forEach((pair) => (Array.isArray(pair) ? (sort[pair[0]] = direction(pair[1])) : (sort[pair] = 1)));
  } else if (given instanceof Map) {
    given.forEach((value, key) => (sort[key] = direction(value)));
  } else {
    Object.keys(given || {}).forEach((key) => (sort[key] = direction(given[key])));
  }
  return sort;
};
const wish = (options) => {
  const wanted = Object.assign({}, options);
  const fields = wanted.projection || wanted.fields;
  ['session', 'readPreference', 'readConcern', 'writeConcern', 'fields', 'projection', 'explain'].forEach((name) => delete wanted[name]);
  if (fields) {
    wanted.projection = projection(fields);
  }
  if (wanted.sort) {
    wanted.sort = sorting(wanted.sort);
  }
  return wanted;
};

function Cursor(collection, what, options) {
  EventEmitter.call(this);
  hide(this, '_collection', collection);
  hide(this, '_what', what);
  hide(this, '_wish', wish(options));
  hide(this, '_maps', []);
  this.rewind();
}
Cursor.prototype = Object.create(EventEmitter.prototype);
hide(Cursor.prototype, 'constructor', Cursor);

Cursor.prototype.rewind = function () {
  hide(this, '_handle', null);
  hide(this, '_buffer', []);
  hide(this, '_at', 0);
  this.closed = false;
};
['limit', 'skip', 'batchSize', 'collation', 'hint', 'maxTimeMS', 'min', 'max', 'comment', 'filter'].forEach((name) => {
  Cursor.prototype[name] = function (value) {
    this._wish[name] = value;
    return this;
  };
});
['project', 'fields'].forEach((name) => {
  Cursor.prototype[name] = function (value) {
    this._wish.projection = projection(value);
    return this;
  };
});
Cursor.prototype.sort = function (given, order) {
  this._wish.sort = sorting(given, order);
  return this;
};
['addCursorFlag', 'allowDiskUse', 'maxAwaitTimeMS', 'returnKey', 'setReadPreference', 'withReadPreference', 'withReadConcern', 'addQueryModifier'].forEach((name) => {
  Cursor.prototype[name] = function () {
    return this;
  };
});
Cursor.prototype.map = function (transform) {
  this._maps.push(transform);
  return this;
};
Cursor.prototype.clone = function () {
  const copy = new Cursor(this._collection, this._what, this._wish);
  copy._maps = this._maps.slice();
  return copy;
};

Cursor.prototype._fill = function () {
  if (this._at < this._buffer.length) {
    return true;
  }
  if (this.closed) {
    return false;
  }
  const collection = this._collection;
  const db = collection._db;
  if (this._handle === null) {
    this._handle = host.mongo[this._what](db.client._session(), db.databaseName, collection.collectionName, db._encode(this._wish));
  }
  const batch = host.mongo.more(this._handle);
  this._buffer = batch === null ? [] : bson.decode(batch);
  this._at = 0;
  if (batch === null) {
    this._close();
  }
  return batch !== null;
};
Cursor.prototype._next = function () {
  if (!this._fill()) {
    return null;
  }
  return this._maps.reduce((value, transform) => transform(value), this._buffer[this._at++]);
};
Cursor.prototype._close = function () {
  this.closed = true;
  if (this._handle !== null) {
    host.mongo.discard(this._handle);
    this._handle = null;
  }
};
Cursor.prototype._all = function (each) {
  for (let value = this._next(); value !== null; value = this._next()) {
    if (each(value) === false) {
      break;
    }
  }
  this._close();
};
Cursor.prototype._array = function () {
  const all = [];
  this._all((value) => {
    all.push(value);
  });
  return all;
};
Cursor.prototype.next = function (callback) {
  return respond(callback, () => this._next());
};
Cursor.prototype.tryNext = Cursor.prototype.next;
Cursor.prototype.nextObject = Cursor.prototype.next;
Cursor.prototype.hasNext = function (callback) {
  return respond(callback, () => this._fill());
};
Cursor.prototype.toArray = function (callback) {
  return respond(callback, () => this._array());
};
Cursor.prototype.close = function () {
  return respond(split(arguments).callback, () => this._close());
};
Cursor.prototype.forEach = function (each, callback) {
  return respond(callback, () => this._all(each));
};
// each((error, document) => …), with null at the end.
Cursor.prototype.each = function (callback) {
  respond((error, all) => {
    if (error) {
      return callback(error);
    }
    all.concat([null]).forEach((document) => callback(null, document));
    return undefined;
  }, () => this._array());
};
// count(applySkipLimit?, options?, callback?)
Cursor.prototype.count = function () {
  return respond(split(arguments).callback, () => this._collection._count(this._wish.filter, this._wish));
};
Cursor.prototype.stream = function () {
  return this;
};
// As a stream of the versions before 4: it flows as soon as somebody listens to its data.
Cursor.prototype.on = function (event, listener) {
  EventEmitter.prototype.on.call(this, event, listener);
  if (event === 'data' && !this._flowing) {
    hide(this, '_flowing', true);
    host.later(() => {
      try {
        typed(() => this._all((document) => void this.emit('data', document)))();
      } catch (e) {
        this.emit('error', e);
        return;
      }
      this.emit('end');
      this.emit('close');
    });
  }
  return this;
};
if (typeof Symbol.asyncIterator === 'symbol') {
  Cursor.prototype[Symbol.asyncIterator] = function () {
    const step = (work) => answer(undefined, typed(work));
    return {
      next: () => step(() => (this._fill() ? { value: this._next(), done: false } : { value: undefined, done: true })),
      return: (value) =>
        step(() => {
          this._close();
          return { value: value, done: true };
        }),
    };
  };
}

function Collection(db, name) {
  hide(this, '_db', db);
  this.collectionName = name;
  this.namespace = `${db.databaseName}.${name}`;
}
Object.defineProperty(Collection.prototype, 'dbName', {
  get: function () {
    return this._db.databaseName;
  },
  configurable: true,
});

const command = (name, work) => {
  Collection.prototype[name] = function () {
    const call = split(arguments);
    return respond(call.callback, () => work.apply(this, [this].concat(call.given)));
  };
};

Collection.prototype.find = function () {
  const call = split(arguments);
  const cursor = new Cursor(this, 'find', Object.assign({}, findOptions(call.given[1]), { filter: call.given[0] || {} }));
  if (call.callback) {
    host.later(call.callback, null, cursor);
  }
  return cursor;
};
Collection.prototype.aggregate = function () {
  const list = Array.isArray(arguments[0]) ? arguments[0] : Array.prototype.filter.call(arguments, isPlain);
  const options = Array.isArray(arguments[0]) && isPlain(arguments[1]) ? arguments[1] : {};
  const cursor = new Cursor(this, 'aggregate', Object.assign({}, options, { pipeline: list }));
  const callback = split(arguments).callback;
  if (callback) {
    respond(callback, () => (options.cursor ? cursor : cursor._array()));
  }
  return cursor;
};
command('findOne', (self, filter, options) => {
  const cursor = new Cursor(self, 'find', Object.assign({}, findOptions(options), { filter: filter || {}, limit: -1 }));
  const found = cursor._next();
  cursor._close();
  return found;
});

Collection.prototype._count = function (filter, options) {
  const wanted = { count: this.collectionName, query: filter || {} };
  ['limit', 'skip', 'hint', 'collation'].forEach((name) => {
    if (options && options[name] !== undefined) {
      wanted[name] = options[name];
    }
  });
  return this._db._command(wanted).n;
};
command('count', (self, filter, options) => self._count(filter, options));
command('estimatedDocumentCount', (self) => self._count({}));
command('countDocuments', (self, filter, options) => {
  const pipeline = [{ $match: filter || {} }];
  const wanted = Object.assign({}, options);
  if (wanted.skip) {
    pipeline.push({ $skip: wanted.skip });
  }
  if (wanted.limit) {
    pipeline.push({ $limit: wanted.limit });
  }
  pipeline.push({ $group: { _id: 1, n: { $sum: 1 } } });
  delete wanted.skip;
  delete wanted.limit;
  const counted = new Cursor(self, 'aggregate', Object.assign(wanted, { pipeline: pipeline }))._array();
  return counted.length === 0 ? 0 : counted[0].n;
});
command('distinct', (self, key, filter, options) =>
  self._db._command(
    Object.assign({ distinct: self.collectionName, key: key, query: filter || {} }, options && options.collation ? { collation: options.collation } : {})
  ).values
);

Collection.prototype._write = function (operations, options) {
  const db = this._db;
  const wanted = { operations: operations, ordered: !(options && options.ordered === false) };
  const text = host.mongo.write(db.client._session(), db.databaseName, this.collectionName, db._encode(wanted));
  return bson.decode(text);
};
const operators = (update) => Array.isArray(update) || Object.keys(update || {}).some((key) => key[0] === '$');
// Both the results of today, and what the versions before 4 had around them.
const counted = (written, n, more) => Object.assign({ acknowledged: written.acknowledged, result: { ok: 1, n: n } }, more);
const withId = (document) => {
  if (!isPlain(document)) {
    throw new MongoInvalidArgumentError('A document must be an object');
  }
  if (document._id === undefined || document._id === null) {
    document._id = new ObjectId();
  }
  return document;
};
const insert = (self, documents, options) => {
  documents.forEach(withId);
  const written = self._write(documents.map((document) => ({ insertOne: { document: document } })), options);
  const ids = {};
  documents.forEach((document, i) => (ids[i] = document._id));
  return counted(written, documents.length, {
    insertedCount: documents.length,
    insertedIds: ids,
    insertedId: documents.length === 1 ? documents[0]._id : undefined,
    ops: documents,
  });
};
const updated = (written) => {
  const upsert = (written.upserts || [])[0];
  const matched = written.matchedCount || 0;
  const result = counted(written, matched + (upsert ? 1 : 0), {
    matchedCount: matched,
    modifiedCount: written.modifiedCount || 0,
    upsertedCount: upsert ? 1 : 0,
    upsertedId: upsert ? upsert._id : null,
  });
  result.result.nModified = result.modifiedCount;
  return result;
};
const writeOptions = ['upsert', 'arrayFilters', 'collation', 'hint'];
const pick = (options) => {
  const picked = {};
  writeOptions.forEach((name) => {
    if (options && options[name] !== undefined && options[name] !== null) {
      picked[name] = options[name];
    }
  });
  return picked;
};
const update = (self, kind, filter, change, options) => {
  if (!operators(change)) {
    throw new MongoInvalidArgumentError('Update document requires atomic operators');
  }
  const operation = {};
  operation[kind] = Object.assign({ filter: filter || {}, update: change }, pick(options));
  return updated(self._write([operation]));
};
const replace = (self, filter, replacement, options) => {
  if (operators(replacement)) {
    throw new MongoInvalidArgumentError('Replacement document must not contain atomic operators');
  }
  return updated(self._write([{ replaceOne: Object.assign({ filter: filter || {}, replacement: replacement }, pick(options)) }]));
};
const remove = (self, kind, filter, options) => {
  const operation = {};
  operation[kind] = Object.assign({ filter: filter || {} }, pick(options));
  const written = self._write([operation]);
  return counted(written, written.deletedCount || 0, { deletedCount: written.deletedCount || 0 });
};
command('insertOne', (self, document, options) => insert(self, [document], options));
command('insertMany', (self, documents, options) => insert(self, documents, options));
command('insert', (self, documents, options) => insert(self, [].concat(documents), options));
command('save', (self, document, options) =>
  document._id === undefined ? insert(self, [document]) : replace(self, { _id: document._id }, document, Object.assign({}, options, { upsert: true }))
);
command('updateOne', (self, filter, change, options) => update(self, 'updateOne', filter, change, options));
command('updateMany', (self, filter, change, options) => update(self, 'updateMany', filter, change, options));
command('update', (self, filter, change, options) =>
  operators(change)
    ? update(self, options && options.multi ? 'updateMany' : 'updateOne', filter, change, options)
    : replace(self, filter, change, options)
);
command('replaceOne', (self, filter, replacement, options) => replace(self, filter, replacement, options));
command('deleteOne', (self, filter, options) => remove(self, 'deleteOne', filter, options));
command('deleteMany', (self, filter, options) => remove(self, 'deleteMany', filter, options));
command('remove', (self, filter, options) =>
  remove(self, options && (options.single || options.justOne) ? 'deleteOne' : 'deleteMany', filter, options)
);
command('bulkWrite', (self, operations, options) => {
  const ids = {};
  operations.forEach((operation, i) => {
    if (operation.insertOne) {
      const document = operation.insertOne.document || operation.insertOne;
      ids[i] = withId(document)._id;
      operation.insertOne = { document: document };
    }
  });
  const written = self._write(operations, options);
  const upserts = {};
  (written.upserts || []).forEach((upsert) => (upserts[upsert.index] = upsert._id));
  return Object.assign(
    counted(written, (written.insertedCount || 0) + (written.matchedCount || 0) + (written.deletedCount || 0), {}),
    { insertedCount: written.insertedCount || 0, matchedCount: written.matchedCount || 0, modifiedCount: written.modifiedCount || 0 },
    { deletedCount: written.deletedCount || 0, upsertedCount: Object.keys(upserts).length, insertedIds: ids, upsertedIds: upserts }
  );
});

const findAndModify = (self, filter, sort, change, options) => {
  const given = options || {};
  const wanted = { findAndModify: self.collectionName, query: filter || {} };
  if (sort && Object.keys(sorting(sort)).length > 0) {
    wanted.sort = sorting(sort);
  }
  if (change) {
    wanted.update = change;
    wanted.new = given.new === true || given.returnDocument === 'after' || given.returnOriginal === false || given.returnNewDocument === true;
    wanted.upsert = given.upsert === true;
  } else {
    wanted.remove = true;
  }
  if (given.projection || given.fields) {
    wanted.fields = projection(given.projection || given.fields);
  }
  ['collation', 'arrayFilters', 'hint'].forEach((name) => {
    if (given[name]) {
      wanted[name] = given[name];
    }
  });
  const done = self._db._command(wanted);
  const value = done.value === undefined ? null : done.value;
  return given.includeResultMetadata === false ? value : { value: value, lastErrorObject: done.lastErrorObject, ok: done.ok };
};
command('findOneAndUpdate', (self, filter, change, options) => {
  if (!operators(change)) {
    throw new MongoInvalidArgumentError('Update document requires atomic operators');
  }
  return findAndModify(self, filter, options && options.sort, change, options);
});
command('findOneAndReplace', (self, filter, replacement, options) => findAndModify(self, filter, options && options.sort, replacement, options));
command('findOneAndDelete', (self, filter, options) => findAndModify(self, filter, options && options.sort, null, options));
command('findAndModify', (self, filter, sort, change, options) =>
  findAndModify(self, filter, sort, options && options.remove ? null : change, options)
);
command('findAndRemove', (self, filter, sort, options) => findAndModify(self, filter, sort, null, options));

const indexName = (keys) =>
  Object.keys(keys)
    .map((key) => `${key}_${keys[key]}`)
    .join('_');
command('createIndex', (self, given, options) => {
  const keys = sorting(given);
  Object.keys(isPlain(given) ? given : {}).forEach((key) => (keys[key] = given[key]));
  const index = Object.assign({ key: keys, name: indexName(keys) }, options);
  self._db._command({ createIndexes: self.collectionName, indexes: [index] });
  return index.name;
});
Collection.prototype.ensureIndex = Collection.prototype.createIndex;
command('indexes', (self) => self._db._command({ listIndexes: self.collectionName }).cursor.firstBatch);
command('drop', (self) => self._db._command({ drop: self.collectionName }).ok === 1);

// Up to version 3 the module itself connects. A callback with one parameter gets the database, as from mongo-getdb.
const mongo = function () {
  const { given, callback } = split(arguments);
  const client = new MongoClient(given[0], given[1]);
  if (callback === undefined || callback.length !== 1) {
    return client.connect(callback);
  }
  return client.connect((error) => {
    if (error) {
      throw error;
    }
    return callback(client.db());
  });
};

module.exports = Object.assign(mongo, errors, {
  MongoClient: MongoClient,
  Db: Db,
  Collection: Collection,
  Cursor: Cursor,
  FindCursor: Cursor,
  AggregationCursor: Cursor,
  Admin: Admin,
  connect: MongoClient.connect,
  ReadPreference: {
    PRIMARY: 'primary',
    PRIMARY_PREFERRED: 'primaryPreferred',
    SECONDARY: 'secondary',
    SECONDARY_PREFERRED: 'secondaryPreferred',
    NEAREST: 'nearest',
  },
  ReturnDocument: { BEFORE: 'before', AFTER: 'after' },
  ServerApiVersion: { v1: '1' },
});
Object.keys(bson)
  .filter((name) => name !== 'encode' && name !== 'decode')
  .forEach((name) => (module.exports[name] = bson[name]));
module.exports.default = module.exports;
