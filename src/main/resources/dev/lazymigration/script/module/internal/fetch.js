// fetch of the web (https://fetch.spec.whatwg.org), as Node's undici and as npm's node-fetch 2 have it: they differ in
// their errors and in a few additions.
const http = require('internal/http');
const Readable = require('internal/readable');
const forms = require('internal/form-data');

const MOST_REDIRECTS = 20;
const tag = (type, name) => Object.defineProperty(type.prototype, Symbol.toStringTag, { value: name, configurable: true });

function Headers(init) {
  Object.defineProperty(this, '_list', { value: [], writable: true });
  const add = (name, value) => [].concat(value).forEach((one) => this.append(name, one));
  if (init instanceof Headers) {
    this._list = init._list.slice();
  } else if (init !== undefined && init !== null && typeof init[Symbol.iterator] === 'function') {
    Array.from(init).forEach((pair) => add(pair[0], pair[1]));
  } else if (init !== undefined && init !== null) {
    Object.keys(init).forEach((name) => add(name, init[name]));
  }
}
tag(Headers, 'Headers');
const key = (name) => String(name).toLowerCase();
Headers.prototype.append = function (name, value) {
  this._list.push(http.checked(String(name), String(value).trim()));
};
Headers.prototype.set = function (name, value) {
  this.delete(name);
  this.append(name, value);
};
Headers.prototype.delete = function (name) {
  this._list = this._list.filter((pair) => key(pair[0]) !== key(name));
};
Headers.prototype._all = function (name) {
  return this._list.filter((pair) => key(pair[0]) === key(name)).map((pair) => pair[1]);
};
Headers.prototype.get = function (name) {
  const all = this._all(name);
  return all.length === 0 ? null : all.join(', ');
};
Headers.prototype.getSetCookie = function () {
  return this._all('set-cookie');
};
Headers.prototype.has = function (name) {
  return this._all(name).length > 0;
};
Headers.prototype._sorted = function () {
  const names = this._list.map((pair) => key(pair[0]));
  return names
    .filter((name, index) => names.indexOf(name) === index)
    .sort()
    .map((name) => [name, this.get(name)]);
};
Headers.prototype.forEach = function (work, self) {
  this._sorted().forEach((pair) => work.call(self, pair[1], pair[0], this));
};
Headers.prototype.entries = function () {
  return this._sorted()[Symbol.iterator]();
};
Headers.prototype.keys = function () {
  return this._sorted()
    .map((pair) => pair[0])
    [Symbol.iterator]();
};
Headers.prototype.values = function () {
  return this._sorted()
    .map((pair) => pair[1])
    [Symbol.iterator]();
};
Headers.prototype[Symbol.iterator] = Headers.prototype.entries;
// node-fetch's
Headers.prototype.raw = function () {
  const raw = {};
  this._list.forEach((pair) => (raw[key(pair[0])] = this._all(pair[0])));
  return raw;
};

// The bytes of a body, and the content type that goes without saying.
const extract = (body) => {
  if (body === undefined || body === null) {
    return { bytes: null, type: null };
  }
  if (typeof body === 'string') {
    return { bytes: Buffer.from(body, 'utf8'), type: 'text/plain;charset=UTF-8' };
  }
  if (http.isUrlSearchParams(body)) {
    return { bytes: Buffer.from(body.toString(), 'utf8'), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
  }
  if (http.isFormData(body)) {
    return { bytes: body.getBuffer(), type: body.getHeaders()['content-type'] };
  }
  if (body instanceof forms.Blob) {
    return { bytes: forms.toBuffer(body), type: body.type || null };
  }
  if (http.isBytes(body)) {
    return { bytes: forms.toBuffer(body), type: null };
  }
  return { bytes: Buffer.from(String(body), 'utf8'), type: 'text/plain;charset=UTF-8' };
};

const readers = {
  text: (bytes) => bytes.toString('utf8').replace(/^\uFEFF/, ''),
  json: (bytes) => JSON.parse(readers.text(bytes)),
  arrayBuffer: (bytes) => new Uint8Array(bytes).buffer,
  bytes: (bytes) => new Uint8Array(bytes),
  buffer: (bytes) => bytes,
  blob: (bytes, headers) => new forms.Blob([bytes], { type: headers.get('content-type') || '' }),
};

const withBody = (type) => {
  Object.keys(readers).forEach((name) => {
    type.prototype[name] = function () {
      if (this.bodyUsed) {
        return Promise.reject(new TypeError('Body is unusable'));
      }
      this.bodyUsed = this._bytes !== null;
      return new Promise((resolve) => resolve(readers[name](this._bytes === null ? Buffer.alloc(0) : this._bytes, this.headers)));
    };
  });
  // For streams, a body is there as a whole.
  Object.defineProperty(type.prototype, 'body', {
    get: function () {
      if (this._bytes === null) {
        return null;
      }
      if (this._stream === undefined) {
        this._stream = new Readable(this._bytes);
        this._stream.getReader = () => {
          this.bodyUsed = true;
          return {
            read: () => {
              const chunk = this._stream.read();
              return Promise.resolve(chunk === null ? { done: true, value: undefined } : { done: false, value: new Uint8Array(chunk) });
            },
            releaseLock: () => {},
            cancel: () => Promise.resolve(),
          };
        };
      }
      return this._stream;
    },
  });
};

const hide = (object, name, value) => Object.defineProperty(object, name, { value: value, writable: true });
const setBody = (target, body) => {
  const content = extract(body);
  hide(target, '_bytes', content.bytes);
  hide(target, '_stream', undefined);
  target.bodyUsed = false;
  if (content.type !== null && !target.headers.has('content-type')) {
    target.headers.append('Content-Type', content.type);
  }
};

function Response(body, init) {
  const options = init || {};
  this.status = options.status === undefined ? 200 : Number(options.status);
  if (!(this.status >= 200 && this.status <= 599)) {
    throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
  }
  this.statusText = options.statusText === undefined ? '' : String(options.statusText);
  this.headers = new Headers(options.headers);
  this.url = options.url || '';
  this.redirected = false;
  this.type = 'default';
  setBody(this, body);
}
tag(Response, 'Response');
withBody(Response);
Object.defineProperty(Response.prototype, 'ok', {
  get: function () {
    return this.status >= 200 && this.status < 300;
  },
});
Response.prototype.clone = function () {
  if (this.bodyUsed) {
    throw new TypeError('Response.clone: Body has already been consumed.');
  }
  const copy = new Response(null, this);
  copy._bytes = this._bytes;
  copy.redirected = this.redirected;
  copy.type = this.type;
  return copy;
};
Response.json = (value, init) => {
  const headers = new Headers(init && init.headers);
  if (!headers.has('content-type')) {
    headers.set('content-type', 'application/json');
  }
  return new Response(JSON.stringify(value), Object.assign({}, init, { headers: headers }));
};
Response.redirect = (url, status) => new Response(null, { status: status || 302, headers: { location: String(url) } });

const located = (url, message) => {
  try {
    return http.locate(url);
  } catch (error) {
    throw new TypeError(/^Unsupported/.test(error.message) ? error.message : message);
  }
};

function Request(input, init) {
  const options = init || {};
  const from = input instanceof Request ? input : null;
  const url = from ? from.url : String(typeof input === 'object' && input !== null && input.href ? input.href : input);
  const at = located(url, 'Failed to parse URL');
  const either = (name, otherwise) => (options[name] !== undefined ? options[name] : from ? from[name] : otherwise);
  this.url = at.href;
  hide(this, '_auth', from ? from._auth : at.auth);
  this.method = String(either('method', 'GET')).toUpperCase();
  this.headers = new Headers(either('headers', undefined));
  this.signal = either('signal', null);
  this.redirect = either('redirect', 'follow');
  this.timeout = either('timeout', 0);
  this.agent = either('agent', null);
  this.compress = either('compress', true);
  this.follow = either('follow', MOST_REDIRECTS);
  this.dispatcher = either('dispatcher', null);
  const body = options.body !== undefined ? options.body : from ? from._bytes : null;
  if (body !== null && body !== undefined && (this.method === 'GET' || this.method === 'HEAD')) {
    throw new TypeError('Request with GET/HEAD method cannot have body.');
  }
  setBody(this, body);
}
tag(Request, 'Request');
withBody(Request);
Request.prototype.clone = function () {
  return new Request(this);
};

const agentOf = (request) => (typeof request.agent === 'function' ? request.agent(http.locate(request.url)) : request.agent);

// Asks, and gives the answer. flavour says how the errors look.
const perform = (request, flavour) => {
  const headers = request.headers._list.slice();
  const addMissing = (name, value) => {
    if (!http.find(headers, name.toLowerCase())) {
      headers.push([name, value]);
    }
  };
  addMissing('Accept', '*/*');
  addMissing('User-Agent', flavour.userAgent);
  if (request.compress) {
    addMissing('Accept-Encoding', 'gzip, deflate');
  }
  if (request._auth) {
    addMissing('Authorization', `Basic ${Buffer.from(request._auth, 'utf8').toString('base64')}`);
  }
  const agent = agentOf(request);
  const question = {
    method: request.method,
    url: request.url,
    headers: headers,
    body: request._bytes,
    timeout: request.timeout,
    decompress: request.compress,
    tls: [
      agent && agent.options,
      request.dispatcher && request.dispatcher.options && request.dispatcher.options.connect,
      require('https').globalAgent.options,
    ],
  };
  if (request.redirect === 'follow') {
    return http.follow(question, request.follow, flavour.tooManyRedirects);
  }
  const answer = http.ask(question);
  if (request.redirect === 'error' && http.onward(question, answer) !== null) {
    throw flavour.redirected(request.url);
  }
  answer.redirected = false;
  return answer;
};

const responseTo = (request, answer) => {
  const empty = request.method === 'HEAD' || answer.status === 204 || answer.status === 304;
  const response = new Response(null, {
    status: Math.max(200, answer.status),
    statusText: answer.statusText,
    url: answer.url,
  });
  answer.rawHeaders.forEach((pair) => response.headers._list.push([pair[0], pair[1]]));
  response._bytes = empty ? null : answer.body;
  response.redirected = answer.redirected;
  response.type = 'basic';
  return response;
};

const fetchOf = (flavour) =>
  function fetch(input, init) {
    return new Promise((resolve, reject) => {
      const request = flavour.request(input, init);
      const signal = request.signal;
      const isAborted = () => Boolean(signal && signal.aborted);
      if (isAborted()) {
        throw flavour.aborted(signal);
      }
      if (signal && typeof signal.addEventListener === 'function') {
        signal.addEventListener('abort', () => reject(flavour.aborted(signal)));
      }
      host.later(() => {
        if (isAborted()) {
          return;
        }
        let answer;
        try {
          answer = perform(request, flavour);
        } catch (error) {
          reject(flavour.failed(error, request));
          return;
        }
        // After the timers that were due meanwhile: one of them may have aborted it.
        host.later(() => resolve(responseTo(request, answer)));
      });
    });
  };

module.exports = { Headers: Headers, Request: Request, Response: Response, fetchOf: fetchOf };
