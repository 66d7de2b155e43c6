// Node's own fetch and what belongs to it (https://undici.nodejs.org); where the globals of these names come from.
const web = require('internal/fetch');
const http = require('internal/http');
const forms = require('internal/form-data');

const failed = (cause) => {
  const error = new TypeError('fetch failed');
  Object.defineProperty(error, 'cause', { value: cause, writable: true, configurable: true });
  return error;
};

const abortError = () => {
  const error =
    typeof DOMException === 'function' ? new DOMException('This operation was aborted', 'AbortError') : new Error('This operation was aborted');
  if (error.name !== 'AbortError') {
    error.name = 'AbortError';
  }
  return error;
};

const fetch = web.fetchOf({
  userAgent: 'node',
  request: (input, init) => {
    const request = new web.Request(input, init);
    if (request._auth) {
      throw new TypeError('Request cannot be constructed from a URL that includes credentials');
    }
    return request;
  },
  aborted: (signal) => (signal.reason === undefined ? abortError() : signal.reason),
  failed: (error) => (error instanceof TypeError ? error : failed(error)),
  tooManyRedirects: () => new Error('redirect count exceeded'),
  redirected: () => new Error('unexpected redirect'),
});

// request(url, { method, headers, body, query }): the answer whatever its status, redirects not followed.
const request = (url, options) =>
  new Promise((resolve, reject) => {
    const given = options || {};
    const at = http.locate(String((url && url.href) || url));
    const search = given.query
      ? Object.keys(given.query)
          .map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(given.query[name])}`)
          .join('&')
      : '';
    const target = at.href + (search ? (at.search ? '&' : '?') + search : '');
    const sent = new web.Request(target, { method: given.method || 'GET', headers: given.headers, body: given.body });
    host.later(() => {
      try {
        const answer = http.ask({
          method: sent.method,
          url: target,
          headers: sent.headers._list,
          body: sent._bytes,
          timeout: given.headersTimeout,
          decompress: false,
          tls: [given.dispatcher && given.dispatcher.options && given.dispatcher.options.connect],
        });
        const response = new web.Response(answer.body, { status: Math.max(200, answer.status) });
        const body = response.body;
        ['text', 'json', 'arrayBuffer', 'blob', 'bytes'].forEach((name) => (body[name] = () => response[name]()));
        resolve({ statusCode: answer.status, headers: answer.headers, body: body, trailers: {} });
      } catch (error) {
        reject(error);
      }
    });
  });

function Agent(options) {
  this.options = options || {};
}
Agent.prototype.close = () => Promise.resolve();
Agent.prototype.destroy = Agent.prototype.close;

module.exports = {
  fetch: fetch,
  request: request,
  Headers: web.Headers,
  Request: web.Request,
  Response: web.Response,
  FormData: forms.FormData,
  File: forms.File,
  Blob: forms.Blob,
  Agent: Agent,
  Client: Agent,
  Pool: Agent,
  setGlobalDispatcher: () => {},
  getGlobalDispatcher: () => new Agent(),
};
module.exports.default = module.exports;
