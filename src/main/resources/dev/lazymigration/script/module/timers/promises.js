// Node's timers/promises (https://nodejs.org/api/timers.html#timers-promises-api).
const after = (start, stop) => (given) => {
  const { value, signal } = given;
  return new Promise((resolve, reject) => {
    if (signal && signal.aborted) {
      reject(signal.reason);
      return;
    }
    const timer = start(resolve, value);
    if (signal) {
      signal.addEventListener('abort', () => {
        stop(timer);
        reject(signal.reason);
      });
    }
  });
};

const sleep = (delay, value, options) =>
  after((resolve, result) => setTimeout(resolve, delay, result), clearTimeout)({ value: value, ...options });

module.exports = {
  setTimeout: sleep,
  setImmediate: (value, options) =>
    after((resolve, result) => setImmediate(resolve, result), clearImmediate)({ value: value, ...options }),
  setInterval: async function* (delay, value) {
    for (;;) {
      yield await sleep(delay, value);
    }
  },
  scheduler: { wait: (delay, options) => sleep(delay, undefined, options), yield: () => sleep(0) },
};
module.exports.default = module.exports;
