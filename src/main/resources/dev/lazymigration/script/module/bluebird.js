// The npm package has one file for browsers only. Adds what came after its version 3.1.1.
const Bluebird = require('bluebird/js/browser/bluebird');

// Its warnings are for developers at a terminal.
Bluebird.config({ warnings: false, longStackTraces: false });
// So that a run that ends without an answer can say what went wrong.
Bluebird.onPossiblyUnhandledRejection((reason) => {
  Promise.reject(reason);
});
if (!Bluebird.prototype.tapCatch) {
  Bluebird.prototype.tapCatch = function () {
    const given = Array.prototype.slice.call(arguments);
    const handler = given.pop();
    return this.catch.apply(
      this,
      given.concat([(error) => Bluebird.resolve(handler(error)).then(() => Bluebird.reject(error))])
    );
  };
}
if (!Bluebird.allSettled) {
  const settled = (status, name) => (value) => ({ status: status, [name]: value });
  Bluebird.allSettled = (promises) =>
    Bluebird.resolve(promises).then((all) =>
      Bluebird.all(
        Array.from(all, (one) => Bluebird.resolve(one).then(settled('fulfilled', 'value'), settled('rejected', 'reason')))
      )
    );
}
module.exports = Bluebird;
module.exports.default = Bluebird;
