// Node's http.IncomingMessage over an answer of internal/http.
const Readable = require('internal/readable');

function IncomingMessage(answer) {
  Readable.call(this, answer.body);
  this.statusCode = answer.status;
  this.statusMessage = answer.statusText;
  this.httpVersion = answer.httpVersion;
  this.httpVersionMajor = Number(answer.httpVersion.split('.')[0]);
  this.httpVersionMinor = Number(answer.httpVersion.split('.')[1]);
  this.headers = answer.headers;
  this.rawHeaders = [].concat.apply([], answer.rawHeaders);
  this.trailers = {};
  this.aborted = false;
  // What scripts ask a socket of TLS for.
  Object.defineProperty(this, 'socket', { value: { authorized: true, encrypted: /^https/.test(answer.url) } });
  Object.defineProperty(this, 'connection', { value: this.socket });
}
Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);

IncomingMessage.prototype.setTimeout = function () {
  return this;
};

module.exports = IncomingMessage;
