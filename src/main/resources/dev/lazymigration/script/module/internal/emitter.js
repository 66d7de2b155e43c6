// What the npm package events is made of, once for all runs. What a run may change of it is in module/events.js.
const EventEmitter = require('events/events');

module.exports = {
  copyMethods: host.copier(EventEmitter.prototype),
  copyProperties: host.copier({ once: EventEmitter.once, init: EventEmitter.init, listenerCount: EventEmitter.listenerCount }),
  // The package keeps it in a variable, which all runs would have in common. Unlike the package's it is configurable: of
  // what is not and has no value that can be written, the engine believes that it never changes.
  defaultMaxListeners: {
    configurable: true,
    enumerable: true,
    get: function () {
      return this.prototype.getMaxListeners();
    },
    set: function (count) {
      this.prototype.setMaxListeners(count);
    },
  },
};
