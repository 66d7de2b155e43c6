// Node's stream (https://nodejs.org/api/stream.html) for small data: everything flows as soon as somebody listens, there is
// no back pressure.
const EventEmitter = require('events');
const { inherits } = require('util');

const asBytes = (chunk, encoding) => (typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
const failure = (code, message) => Object.assign(new Error(message), { code: code });

// The oldest kind: whoever emits "data" and "end" can be piped.
function Stream(options) {
  EventEmitter.call(this, options);
}
inherits(Stream, EventEmitter);
Stream.prototype.pipe = function (target, options) {
  this.on('data', (chunk) => target.write(chunk));
  if (!options || options.end !== false) {
    this.on('end', () => target.end());
  }
  target.emit('pipe', this);
  return target;
};

const destroy = function (error) {
  if (!this.destroyed) {
    this.destroyed = true;
    setImmediate(() => {
      if (error) {
        this.emit('error', error);
      }
      this.emit('close');
    });
  }
  return this;
};

const becomeReadable = (self, options) => {
  const given = options || {};
  self.readable = true;
  self.readableEnded = false;
  self.readableState = { chunks: [], ended: false, flowing: false, reading: false, encoding: given.encoding };
  self.readableObjectMode = Boolean(given.objectMode || given.readableObjectMode);
  if (given.read) {
    self._read = given.read;
  }
  if (given.destroy) {
    self._destroy = given.destroy;
  }
};

const outOf = (self, chunk) => (self.readableState.encoding && Buffer.isBuffer(chunk) ? chunk.toString(self.readableState.encoding) : chunk);

const flow = (self) => {
  const state = self.readableState;
  if (state.reading || self.readableEnded) {
    return;
  }
  state.reading = true;
  setImmediate(() => {
    state.reading = false;
    while (state.flowing && state.chunks.length > 0) {
      self.emit('data', outOf(self, state.chunks.shift()));
    }
    if (state.chunks.length > 0 || self.destroyed) {
      return;
    }
    if (state.ended) {
      if (!self.readableEnded) {
        self.readableEnded = true;
        self.readable = false;
        self.emit('end');
        self.emit('close');
      }
    } else if (state.flowing) {
      self._read(16384);
    }
  });
};

function Readable(options) {
  if (!(this instanceof Readable)) {
    return new Readable(options);
  }
  Stream.call(this, options);
  becomeReadable(this, options);
}
inherits(Readable, Stream);
Object.assign(Readable.prototype, {
  _read: () => {},
  destroy: destroy,
  push: function (chunk, encoding) {
    if (chunk === null) {
      this.readableState.ended = true;
    } else {
      this.readableState.chunks.push(this.readableObjectMode ? chunk : asBytes(chunk, encoding));
    }
    if (this.readableState.flowing) {
      flow(this);
    } else {
      setImmediate(() => this.emit('readable'));
    }
    return true;
  },
  on: function (event, listener) {
    EventEmitter.prototype.on.call(this, event, listener);
    if (event === 'data') {
      this.resume();
    } else if (event === 'readable' && !this.readableState.ended) {
      setImmediate(() => this._read(16384));
    }
    return this;
  },
  read: function () {
    const chunks = this.readableState.chunks;
    if (chunks.length > 0) {
      const all = this.readableObjectMode ? chunks.shift() : Buffer.concat(chunks.splice(0));
      return outOf(this, all);
    }
    this.readableState.flowing = this.readableState.ended || this.readableState.flowing;
    flow(this);
    return null;
  },
  setEncoding: function (encoding) {
    this.readableState.encoding = encoding;
    return this;
  },
  resume: function () {
    this.readableState.flowing = true;
    flow(this);
    return this;
  },
  pause: function () {
    this.readableState.flowing = false;
    return this;
  },
  isPaused: function () {
    return !this.readableState.flowing;
  },
  unpipe: function () {
    return this;
  },
});
Readable.prototype.addListener = Readable.prototype.on;
Readable.prototype[Symbol.asyncIterator] = async function* () {
  const all = await new Promise((resolve, reject) => {
    const chunks = [];
    this.on('error', reject);
    this.on('end', () => resolve(chunks));
    this.on('data', (chunk) => chunks.push(chunk));
  });
  yield* all;
};
Readable.from = (source, options) => {
  const readable = new Readable({ objectMode: true, ...options });
  const items = typeof source === 'string' || Buffer.isBuffer(source) ? [source] : source;
  (async () => {
    for await (const item of items) {
      readable.push(item);
    }
    readable.push(null);
  })().catch((error) => readable.destroy(error));
  return readable;
};

const becomeWritable = (self, options) => {
  const given = options || {};
  self.writable = true;
  self.writableEnded = false;
  self.writableFinished = false;
  self.writableState = { chunks: [], writing: false, last: undefined };
  self.writableObjectMode = Boolean(given.objectMode || given.writableObjectMode);
  self.decodesStrings = given.decodeStrings !== false;
  if (given.write) {
    self._write = given.write;
  }
  if (given.final) {
    self._final = given.final;
  }
};

const finish = (self) => {
  const last = (error) => {
    if (error) {
      self.destroy(error);
      return;
    }
    self.writableFinished = true;
    self.emit('finish');
  };
  setImmediate(() => (self._final ? self._final(last) : last()));
};

const drain = (self) => {
  const state = self.writableState;
  if (state.writing || self.destroyed) {
    return;
  }
  const next = state.chunks.shift();
  if (!next) {
    if (self.writableEnded && !self.writableFinished && !state.finishing) {
      state.finishing = true;
      finish(self);
    }
    return;
  }
  state.writing = true;
  self._write(next.chunk, next.encoding, (error) => {
    state.writing = false;
    if (next.callback) {
      setImmediate(() => next.callback(error));
    }
    if (error) {
      self.destroy(error);
    } else {
      drain(self);
    }
  });
};

const writableMethods = {
  write: function (chunk, encoding, callback) {
    const done = typeof encoding === 'function' ? encoding : callback;
    if (this.writableEnded) {
      this.destroy(failure('ERR_STREAM_WRITE_AFTER_END', 'write after end'));
      return false;
    }
    const asText = typeof chunk === 'string' && !this.writableObjectMode;
    const name = typeof encoding === 'string' ? encoding : 'utf8';
    this.writableState.chunks.push({
      chunk: asText && this.decodesStrings ? Buffer.from(chunk, name) : chunk,
      encoding: asText && !this.decodesStrings ? name : 'buffer',
      callback: done,
    });
    drain(this);
    return true;
  },
  end: function (chunk, encoding, callback) {
    const done = [chunk, encoding, callback].find((argument) => typeof argument === 'function');
    if (done) {
      this.once('finish', done);
    }
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') {
      this.write(chunk, typeof encoding === 'string' ? encoding : undefined);
    }
    this.writableEnded = true;
    this.writable = false;
    drain(this);
    return this;
  },
  cork: () => {},
  uncork: () => {},
  setDefaultEncoding: function () {
    return this;
  },
};

function Writable(options) {
  if (!(this instanceof Writable)) {
    return new Writable(options);
  }
  Stream.call(this, options);
  becomeWritable(this, options);
}
inherits(Writable, Stream);
Object.assign(Writable.prototype, writableMethods, {
  _write: (chunk, encoding, callback) => callback(),
  destroy: destroy,
});

function Duplex(options) {
  if (!(this instanceof Duplex)) {
    return new Duplex(options);
  }
  Readable.call(this, options);
  becomeWritable(this, options);
}
inherits(Duplex, Readable);
Object.assign(Duplex.prototype, writableMethods, { _write: Writable.prototype._write });

function Transform(options) {
  if (!(this instanceof Transform)) {
    return new Transform(options);
  }
  Duplex.call(this, options);
  if (options && options.transform) {
    this._transform = options.transform;
  }
  if (options && options.flush) {
    this._flush = options.flush;
  }
}
inherits(Transform, Duplex);
Object.assign(Transform.prototype, {
  _transform: (chunk, encoding, callback) => callback(failure('ERR_METHOD_NOT_IMPLEMENTED', 'The _transform() method is not implemented')),
  _write: function (chunk, encoding, callback) {
    this._transform(chunk, encoding, (error, result) => {
      if (result !== undefined && result !== null) {
        this.push(result);
      }
      callback(error);
    });
  },
  _final: function (callback) {
    const done = (error, result) => {
      if (result !== undefined && result !== null) {
        this.push(result);
      }
      this.push(null);
      callback(error);
    };
    if (this._flush) {
      this._flush(done);
    } else {
      done();
    }
  },
});

function PassThrough(options) {
  if (!(this instanceof PassThrough)) {
    return new PassThrough(options);
  }
  Transform.call(this, options);
}
inherits(PassThrough, Transform);
PassThrough.prototype._transform = (chunk, encoding, callback) => callback(null, chunk);

const finished = (stream, options, callback) => {
  const done = typeof options === 'function' ? options : callback;
  let called = false;
  const once = (error) => {
    if (!called) {
      called = true;
      done(error);
    }
  };
  stream.on('error', once);
  stream.on('end', () => once());
  stream.on('finish', () => once());
};

const pipeline = function () {
  const given = Array.prototype.slice.call(arguments);
  const callback = typeof given[given.length - 1] === 'function' ? given.pop() : () => {};
  const streams = Array.isArray(given[0]) ? given[0] : given;
  const last = streams[streams.length - 1];
  let called = false;
  const once = (error) => {
    if (!called) {
      called = true;
      callback(error);
    }
  };
  streams.forEach((stream) => stream.on('error', once));
  last.on('finish', () => once());
  streams.reduce((from, to) => from.pipe(to));
  return last;
};

module.exports = Object.assign(Stream, {
  Stream: Stream,
  Readable: Readable,
  Writable: Writable,
  Duplex: Duplex,
  Transform: Transform,
  PassThrough: PassThrough,
  finished: finished,
  pipeline: pipeline,
  promises: {
    finished: (stream) =>
      new Promise((resolve, reject) => finished(stream, (error) => (error ? reject(error) : resolve()))),
    pipeline: function () {
      const streams = Array.prototype.slice.call(arguments);
      return new Promise((resolve, reject) =>
        pipeline.apply(null, streams.concat((error) => (error ? reject(error) : resolve())))
      );
    },
  },
});
