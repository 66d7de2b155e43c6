// Where the engine's standard library differs from that of Node.js.
(function (shared, define) {
  // The engine's own says " rejected", with a space.
  define(Promise, 'allSettled', function allSettled(promises) {
    const settled = Array.from(promises, (promise) =>
      this.resolve(promise).then(
        (value) => ({ status: 'fulfilled', value: value }),
        (reason) => ({ status: 'rejected', reason: reason })
      )
    );
    return this.all(settled);
  });

  // The engine takes the locale for a radix.
  define(Number.prototype, 'toLocaleString', function toLocaleString() {
    const parts = String(Math.round(this * 1000) / 1000).split('.');
    const grouped = /e/.test(parts[0]) ? parts[0] : parts[0].replace(/\B(?=(\d{3})+$)/g, ',');
    return [grouped].concat(parts.slice(1)).join('.');
  });

  // Ids of database rows may be big integers; JSON knows none.
  define(BigInt.prototype, 'toJSON', function () {
    return this.toString();
  });

  ['With', 'Call', 'Script', 'Continuation', 'isXMLName', 'uneval'].forEach((name) => {
    delete shared[name];
  });
})
