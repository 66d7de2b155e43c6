// Timers, on the queue of the run.
(function (shared, define, native) {
  function Timeout(id) {
    this.id = id;
    this.awaited = true;
  }
  const awaiting = (awaited) =>
    function () {
      this.awaited = awaited;
      native.awaits(this.id, awaited);
      return this;
    };
  Timeout.prototype.ref = awaiting(true);
  Timeout.prototype.unref = awaiting(false);
  Timeout.prototype.hasRef = function () {
    return this.awaited;
  };
  // Scripts reach it from any timer: this is how the seal finds it.
  define(shared, 'Timeout', Timeout);

  const rest = (given, from) => Array.prototype.slice.call(given, from);
  const cancel = (timeout) => {
    if (timeout instanceof Timeout) {
      native.cancel(timeout.id);
    }
  };
  define(shared, 'setTimeout', function setTimeout(work, delay) {
    const given = rest(arguments, 2);
    return new Timeout(native.schedule(() => work.apply(undefined, given), Number(delay) || 0));
  });
  define(shared, 'setImmediate', function setImmediate(work) {
    const given = rest(arguments, 1);
    return new Timeout(native.schedule(() => work.apply(undefined, given), 0));
  });
  define(shared, 'setInterval', function setInterval(work, delay) {
    const given = rest(arguments, 2);
    const timeout = new Timeout(0);
    const again = () => {
      timeout.id = native.schedule(() => {
        again();
        work.apply(undefined, given);
      }, Math.max(1, Number(delay) || 0));
      native.awaits(timeout.id, timeout.awaited);
    };
    again();
    return timeout;
  });
  define(shared, 'clearTimeout', cancel);
  define(shared, 'clearInterval', cancel);
  define(shared, 'clearImmediate', cancel);
  define(shared, 'queueMicrotask', (work) => {
    Promise.resolve().then(() => {
      try {
        work();
      } catch (e) {
        // It is nobody's promise that failed.
        native.schedule(() => {
          throw e;
        }, 0);
      }
    });
  });

  // util.promisify would take the first argument for the callback.
  const promisified = Symbol.for('nodejs.util.promisify.custom');
  define(shared.setTimeout, promisified, (delay, value) => new Promise((resolve) => shared.setTimeout(resolve, delay, value)));
  define(shared.setImmediate, promisified, (value) => new Promise((resolve) => shared.setImmediate(resolve, value)));
})
