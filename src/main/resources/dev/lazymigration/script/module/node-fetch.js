// npm's node-fetch 2 (https://github.com/node-fetch/node-fetch/tree/2.x).
const web = require('internal/fetch');
const forms = require('internal/form-data');

const errorClass = (name, construct) => {
  const type = function (message, kind, cause) {
    this.message = message;
    this.type = kind;
    construct(this, cause);
    Object.defineProperty(this, 'stack', { value: new Error(message).stack, writable: true });
  };
  type.prototype = Object.create(Error.prototype);
  type.prototype.constructor = type;
  type.prototype.name = name;
  return type;
};

const FetchError = errorClass('FetchError', (self, cause) => {
  if (cause) {
    self.code = cause.code;
    self.errno = cause.code;
  }
});
const AbortError = errorClass('AbortError', () => {});

// The query may hold a secret, and messages are logged.
const shown = (url) => url.replace(/\?.*/, '');

const late = (error, request) => request.timeout && (error.code === 'ESOCKETTIMEDOUT' || error.code === 'ETIMEDOUT');

const fetch = web.fetchOf({
  userAgent: 'node-fetch/1.0 (+https://github.com/bitinn/node-fetch)',
  request: (input, init) => {
    const url = String((input && (input.href || input.url)) || input);
    if (!/^\s*[a-z][a-z0-9+.-]*:/i.test(url)) {
      throw new TypeError('Only absolute URLs are supported');
    }
    if (!/^\s*https?:/i.test(url)) {
      throw new TypeError('Only HTTP(S) protocols are supported');
    }
    return new web.Request(input, init);
  },
  aborted: () => new AbortError('The user aborted a request.', 'aborted'),
  failed: (error, request) => {
    if (error instanceof FetchError || error instanceof TypeError) {
      return error;
    }
    return late(error, request)
      ? new FetchError(`network timeout at: ${shown(request.url)}`, 'request-timeout')
      : new FetchError(`request to ${shown(request.url)} failed, reason: ${error.message}`, 'system', error);
  },
  tooManyRedirects: (url) => new FetchError(`maximum redirect reached at: ${shown(url)}`, 'max-redirect'),
  redirected: (url) =>
    new FetchError(`uri requested responds with a redirect, redirect mode is set to error: ${shown(url)}`, 'no-redirect'),
});

module.exports = fetch;
module.exports.default = fetch;
module.exports.fetch = fetch;
module.exports.Headers = web.Headers;
module.exports.Request = web.Request;
module.exports.Response = web.Response;
module.exports.FormData = forms.FormData;
module.exports.Blob = forms.Blob;
module.exports.File = forms.File;
module.exports.FetchError = FetchError;
module.exports.AbortError = AbortError;
module.exports.isRedirect = (status) => [301, 302, 303, 307, 308].indexOf(status) >= 0;
