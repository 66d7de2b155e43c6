// What the npm package events is made of, once for all runs. What a run may change of it is in module/events.js.
const EventEmitter = require('events/events');

module.exports = {
  methods: Object.assign({}, EventEmitter.prototype),
  properties: { once: EventEmitter.once, init: EventEmitter.init, listenerCount: EventEmitter.listenerCount },
};
