// The npm package events, for one run: scripts may change the class and its prototype; its functions exist once.
const emitter = require('internal/emitter');

function EventEmitter() {
  EventEmitter.init.call(this);
}
emitter.copyMethods(EventEmitter.prototype);
emitter.copyProperties(EventEmitter);
EventEmitter.EventEmitter = EventEmitter;
Object.defineProperty(EventEmitter, 'defaultMaxListeners', emitter.defaultMaxListeners);

module.exports = EventEmitter;
