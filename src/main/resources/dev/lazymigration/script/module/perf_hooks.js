// Node's perf_hooks (https://nodejs.org/api/perf_hooks.html): the clock.
module.exports = { performance: performance };
