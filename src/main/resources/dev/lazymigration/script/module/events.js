// The npm package events, for one run: scripts may change the class and its prototype; its functions exist once.
const emitter = require('internal/emitter');

function EventEmitter() {
  EventEmitter.init.call(this);
}
const prototype = Object.assign(EventEmitter.prototype, emitter.methods);

module.exports = Object.assign(EventEmitter, emitter.properties, { EventEmitter: EventEmitter });
// The package keeps it in a variable, which all runs would have in common. Unlike the package's it is configurable: of
// what is not and has no value that can be written, the engine believes that it never changes.
Object.defineProperty(EventEmitter, 'defaultMaxListeners', {
  configurable: true,
  enumerable: true,
  get: () => prototype.getMaxListeners(),
  set: (count) => {
    prototype.setMaxListeners(count);
  },
});
