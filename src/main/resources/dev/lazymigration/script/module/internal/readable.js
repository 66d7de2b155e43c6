// A readable stream whose content is there already: enough of Node's stream.Readable for an HTTP answer.
const EventEmitter = require('events');

function Readable(content) {
  EventEmitter.call(this);
  Object.defineProperty(this, '_content', { value: content, writable: true });
  Object.defineProperty(this, '_state', { value: 'idle', writable: true });
  this.readable = true;
  this.readableEnded = false;
  this.destroyed = false;
  this.complete = true;
}
Object.setPrototypeOf(Readable.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Readable, EventEmitter);

Readable.prototype.setEncoding = function (encoding) {
  this._encoding = encoding || 'utf8';
  return this;
};
Object.defineProperty(Readable.prototype, '_encoding', { value: undefined, writable: true });

Readable.prototype.on = function (name, listener) {
  EventEmitter.prototype.on.call(this, name, listener);
  if (name === 'data') {
    this.resume();
  } else if (name === 'readable' && this._state === 'idle') {
    host.later(() => this.emit('readable'));
  }
  return this;
};
Readable.prototype.addListener = Readable.prototype.on;

// All that is left, once; the end comes after it.
Readable.prototype.read = function () {
  if (this._state !== 'idle') {
    return null;
  }
  this._state = 'flowing';
  host.later(() => this._finish());
  const content = this._content;
  if (content.length === 0) {
    return null;
  }
  return this._encoding === undefined ? content : content.toString(this._encoding);
};

Readable.prototype.resume = function () {
  if (this._state === 'idle') {
    this._state = 'waiting';
    host.later(() => {
      if (this._state === 'waiting') {
        this._state = 'idle';
        const content = this.read();
        if (content !== null) {
          this.emit('data', content);
        }
      }
    });
  }
  return this;
};

Readable.prototype.pause = function () {
  if (this._state === 'waiting') {
    this._state = 'idle';
  }
  return this;
};

Readable.prototype._finish = function () {
  if (!this.destroyed) {
    this.readable = false;
    this.readableEnded = true;
    this.emit('end');
    this.emit('close');
  }
};

Readable.prototype.destroy = function (error) {
  if (!this.destroyed && !this.readableEnded) {
    this.destroyed = true;
    this._state = 'ended';
    host.later(() => {
      if (error) {
        this.emit('error', error);
      }
      this.emit('close');
    });
  }
  return this;
};

Readable.prototype.pipe = function (target) {
  this.on('data', (chunk) => target.write(chunk));
  this.on('end', () => {
    if (typeof target.end === 'function') {
      target.end();
    }
  });
  if (typeof target.emit === 'function') {
    target.emit('pipe', this);
  }
  return target;
};
Readable.prototype.unpipe = function () {
  return this;
};

if (typeof Symbol.asyncIterator === 'symbol') {
  Readable.prototype[Symbol.asyncIterator] = function () {
    return {
      next: () => {
        const content = this.read();
        return Promise.resolve(content === null ? { value: undefined, done: true } : { value: content, done: false });
      },
      return: () => Promise.resolve({ value: undefined, done: true }),
    };
  };
}

module.exports = Readable;
