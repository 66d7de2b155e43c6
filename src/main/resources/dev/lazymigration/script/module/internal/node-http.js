// Makes Node's http or https module.
const EventEmitter = require('events');
const http = require('internal/http');
const IncomingMessage = require('internal/incoming');
const codes = require('internal/status-codes');

const METHODS = 'DELETE GET HEAD OPTIONS PATCH POST PUT PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK REPORT SEARCH'.split(' ');

const isUrl = (value) => typeof value === 'object' && value !== null && typeof value.href === 'string';

// The URL that options like { protocol, hostname, port, path, auth } describe.
const urlOf = (options, protocol) => {
  const name = String(options.hostname || options.host || 'localhost');
  const needsBrackets = name.indexOf(':') >= 0 && name[0] !== '[' && (options.hostname || name.split(':').length > 2);
  const host = needsBrackets ? `[${name}]` : name;
  const port = options.port === undefined || options.port === null || options.port === '' ? options.defaultPort : options.port;
  const scheme = options.protocol || protocol;
  const path = options.path === undefined || options.path === null || options.path === '' ? '/' : String(options.path);
  if (/[^\x21-\xff]/.test(path)) {
    throw http.coded(new TypeError('Request path contains unescaped characters'), 'ERR_UNESCAPED_CHARACTERS');
  }
  return http.locate(`${scheme}//${host}${port ? `:${port}` : ''}${path[0] === '/' ? '' : '/'}${path}`);
};

function Agent(options) {
  if (!(this instanceof Agent)) {
    return new Agent(options);
  }
  EventEmitter.call(this);
  this.options = Object.assign({}, options);
  // https.globalAgent.options.ca.push(…) is how scripts trust one more certificate.
  this.options.ca = this.options.ca === undefined ? [] : this.options.ca;
  this.keepAlive = Boolean(this.options.keepAlive);
  this.maxSockets = this.options.maxSockets || Infinity;
  this.sockets = {};
  this.requests = {};
  this.freeSockets = {};
}
Object.setPrototypeOf(Agent.prototype, EventEmitter.prototype);
Agent.prototype.destroy = function () {};

// request(url, options?, callback?) and request(options, callback?)
const argumentsOf = (first, second, third, protocol) => {
  const withUrl = typeof first === 'string' || isUrl(first);
  const options = withUrl ? (typeof second === 'function' ? {} : second || {}) : first || {};
  const callback = [second, third].filter((argument) => typeof argument === 'function')[0];
  const parsed = withUrl ? http.locate(typeof first === 'string' ? first : first.href) : null;
  if (withUrl && Object.keys(options).some((name) => /^(protocol|hostname|host|port|path)$/.test(name))) {
    const base = { protocol: parsed.protocol, hostname: parsed.hostname, port: parsed.port, path: parsed.path };
    if (options.host !== undefined && options.hostname === undefined) {
      base.hostname = options.host;
    }
    return { options: Object.assign({ auth: parsed.auth }, base, options), callback: callback };
  }
  if (withUrl) {
    return { options: Object.assign({ auth: parsed.auth }, options), url: parsed, callback: callback };
  }
  return { options: options, callback: callback, url: undefined };
};

module.exports = (protocol) => {
  const globalAgent = new Agent();

  function ClientRequest(given) {
    EventEmitter.call(this);
    const options = given.options;
    const url = given.url || urlOf(options, protocol);
    if (url.protocol !== protocol) {
      const error = new TypeError(`Protocol "${url.protocol}" not supported. Expected "${protocol}"`);
      throw http.coded(error, 'ERR_INVALID_PROTOCOL');
    }
    const hidden = (name, value) => Object.defineProperty(this, name, { value: value, writable: true });
    hidden('_url', url.href);
    hidden('_headers', []);
    hidden('_chunks', []);
    hidden('_options', options);
    hidden('_timeout', options.timeout);
    this.method = String(options.method || 'GET').toUpperCase();
    this.path = url.path;
    this.host = url.hostname;
    this.protocol = url.protocol;
    this.aborted = false;
    this.destroyed = false;
    this.finished = false;
    this.writableEnded = false;
    this.res = null;
    http.pairs(options.headers).forEach((pair) => this._headers.push(pair));
    if (options.auth && http.find(this._headers, 'authorization') === undefined) {
      this._headers.push(['Authorization', `Basic ${Buffer.from(String(options.auth), 'utf8').toString('base64')}`]);
    }
    if (given.callback) {
      this.once('response', given.callback);
    }
    const signal = options.signal;
    if (signal && typeof signal.addEventListener === 'function') {
      const abort = () => this.destroy(Object.assign(new Error('The operation was aborted'), { name: 'AbortError', code: 'ABORT_ERR' }));
      if (signal.aborted) {
        abort();
      } else {
        signal.addEventListener('abort', abort);
      }
    }
  }
  Object.setPrototypeOf(ClientRequest.prototype, EventEmitter.prototype);
  Object.setPrototypeOf(ClientRequest, EventEmitter);

  ClientRequest.prototype.setHeader = function (name, value) {
    this.removeHeader(name);
    http.pairs({ [name]: value }).forEach((pair) => this._headers.push(pair));
    return this;
  };
  ClientRequest.prototype.getHeader = function (name) {
    return http.find(this._headers, String(name).toLowerCase());
  };
  ClientRequest.prototype.hasHeader = function (name) {
    return this.getHeader(name) !== undefined;
  };
  ClientRequest.prototype.getHeaders = function () {
    const headers = {};
    this._headers.forEach((pair) => (headers[pair[0].toLowerCase()] = pair[1]));
    return headers;
  };
  ClientRequest.prototype.removeHeader = function (name) {
    this._headers = http.without(this._headers, [String(name).toLowerCase()]);
  };

  ClientRequest.prototype.write = function (chunk, encoding, callback) {
    if (this.finished) {
      throw http.coded(new Error('write after end'), 'ERR_STREAM_WRITE_AFTER_END');
    }
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) {
      const error = new TypeError('The "chunk" argument must be of type string or an instance of Buffer or Uint8Array.');
      throw http.coded(error, 'ERR_INVALID_ARG_TYPE');
    }
    const done = typeof encoding === 'function' ? encoding : callback;
    this._chunks.push(Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8'));
    if (typeof done === 'function') {
      host.later(done);
    }
    return true;
  };

  ClientRequest.prototype.end = function (chunk, encoding, callback) {
    const done = [chunk, encoding, callback].filter((argument) => typeof argument === 'function')[0];
    if (this.finished) {
      return this;
    }
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') {
      this.write(chunk, encoding);
    }
    this.finished = true;
    this.writableEnded = true;
    host.later(() => this._send(done));
    return this;
  };

  ClientRequest.prototype._send = function (done) {
    if (this.destroyed) {
      return;
    }
    const options = this._options;
    const agent = typeof options.agent === 'object' && options.agent !== null ? options.agent : globalAgent;
    let answer;
    try {
      answer = http.ask({
        method: this.method,
        url: this._url,
        headers: this._headers,
        body: this._chunks.length === 0 ? undefined : Buffer.concat(this._chunks),
        timeout: this._timeout,
        decompress: false,
        tls: [options, agent.options],
      });
    } catch (error) {
      this._fail(error);
      return;
    }
    if (typeof done === 'function') {
      done();
    }
    this.emit('finish');
    this.res = new IncomingMessage(answer);
    Object.defineProperty(this.res, 'req', { value: this });
    this.emit('response', this.res);
    host.later(() => this.emit('close'));
  };

  ClientRequest.prototype._fail = function (error) {
    const late = error.code === 'ESOCKETTIMEDOUT' || error.code === 'ETIMEDOUT';
    if (late && this._timeout) {
      this.emit('timeout');
      // A listener usually destroys the request, which then fails in its own way.
      if (this.destroyed) {
        return;
      }
    }
    this.destroyed = true;
    this.emit('error', error);
    this.emit('close');
  };

  ClientRequest.prototype.setTimeout = function (millis, callback) {
    this._timeout = millis;
    if (typeof callback === 'function') {
      this.once('timeout', callback);
    }
    return this;
  };

  ClientRequest.prototype.destroy = function (error) {
    if (!this.destroyed && this.res === null) {
      this.destroyed = true;
      host.later(() => {
        this.emit('error', error || http.coded(new Error('socket hang up'), 'ECONNRESET'));
        this.emit('close');
      });
    }
    return this;
  };
  ClientRequest.prototype.abort = function () {
    if (!this.aborted) {
      this.aborted = true;
      host.later(() => this.emit('abort'));
      this.destroy();
    }
  };
  ['flushHeaders', 'setNoDelay', 'setSocketKeepAlive', 'cork', 'uncork'].forEach((name) => {
    ClientRequest.prototype[name] = function () {};
  });

  const request = (first, second, third) => new ClientRequest(argumentsOf(first, second, third, protocol));
  const noServer = () => {
    throw new Error('A script can not be a server');
  };

  const module = {
    request: request,
    get: (first, second, third) => request(first, second, third).end(),
    Agent: Agent,
    globalAgent: globalAgent,
    ClientRequest: ClientRequest,
    IncomingMessage: IncomingMessage,
    METHODS: METHODS.slice().sort(),
    STATUS_CODES: codes,
    maxHeaderSize: 16384,
    createServer: noServer,
    Server: noServer,
  };
  module.default = module;
  return module;
};
