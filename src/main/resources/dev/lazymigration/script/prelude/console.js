// The console: its lines go to the log of the run.
(function (shared, define, native) {
  const asText = (value) => {
    if (typeof value === 'string') {
      return value;
    }
    if (value instanceof Error || typeof value !== 'object' || value === null) {
      return String(value);
    }
    try {
      return JSON.stringify(value);
    } catch (e) {
      return String(value);
    }
  };
  const console = {};
  ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir'].forEach((level) => {
    console[level] = function () {
      native.print(level, Array.prototype.map.call(arguments, asText).join(' '));
    };
  });
  console.table = console.log;
  console.group = console.log;
  console.groupCollapsed = console.log;
  ['groupEnd', 'time', 'timeLog', 'timeEnd', 'count', 'countReset'].forEach((name) => {
    console[name] = () => {};
  });
  console.assert = function (condition) {
    if (!condition) {
      native.print('error', ['Assertion failed'].concat(Array.prototype.slice.call(arguments, 1).map(asText)).join(' '));
    }
  };
  define(shared, 'console', console);
})
