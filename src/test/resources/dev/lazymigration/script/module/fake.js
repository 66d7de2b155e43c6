// What a module file looks like, for the tests of the engine.
const answer = require('internal/answer');
const bytes = require('internal/bytes');

module.exports = {
  echo: (value) => host.fake.echo(value),
  bytes: (value) => bytes(host.fake.echo(value)),
  kind: (value) => host.fake.kind(value),
  echoLater: (value, callback) => answer(callback, () => host.fake.echo(value)),
  fail: (message) => host.fake.fail(message),
  failLater: (message, callback) => answer(callback, () => host.fake.fail(message)),
  misuse: (message) => host.fake.misuse(message),
  crash: () => host.fake.crash(),
  keep: (name) => host.fake.keep(name),
  wait: () => host.fake.wait(),
};
