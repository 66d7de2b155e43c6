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

  // Ids of database rows may be big integers; JSON knows none.
  define(BigInt.prototype, 'toJSON', function () {
    return this.toString();
  });

  ['With', 'Call', 'Script', 'Continuation', 'isXMLName', 'uneval'].forEach((name) => {
    delete shared[name];
  });
})
