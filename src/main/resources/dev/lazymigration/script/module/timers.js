// Node's timers (https://nodejs.org/api/timers.html).
module.exports = {
  setTimeout: setTimeout,
  clearTimeout: clearTimeout,
  setInterval: setInterval,
  clearInterval: clearInterval,
  setImmediate: setImmediate,
  clearImmediate: clearImmediate,
};
module.exports.default = module.exports;
