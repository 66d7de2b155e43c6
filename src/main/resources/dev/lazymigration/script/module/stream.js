// The base of Node's streams (https://nodejs.org/api/stream.html), for packages that derive from it: events and pipe().
const EventEmitter = require('events');

function Stream() {
  EventEmitter.call(this);
}
Stream.prototype = Object.create(EventEmitter.prototype);
Stream.prototype.constructor = Stream;
Object.setPrototypeOf(Stream, EventEmitter);

Stream.prototype.pipe = function (target) {
  this.on('data', (piece) => target.write(piece));
  this.on('end', () => target.end());
  target.emit('pipe', this);
  return target;
};

Stream.Stream = Stream;
module.exports = Stream;
