// npm's request 2 (https://github.com/request/request), which is no longer maintained but in most old scripts.
const EventEmitter = require('events');
const http = require('internal/http');
const IncomingMessage = require('internal/incoming');
const query = require('internal/query');
const cookies = require('internal/cookies');
const FormData = require('internal/form-data').FormData;
const tls = require('internal/tls');

const isFunction = (value) => typeof value === 'function';
const isObject = (value) => typeof value === 'object' && value !== null;
const isMissing = (value) => value === undefined || value === null;

const unsupported = ['oauth', 'hawk', 'aws', 'httpSignature'];
const globalJar = new cookies.Jar();

// (uri, options?, callback?) and (options, callback?)
const paramsOf = (uri, options, callback) => {
  const params = {};
  if (isObject(options)) {
    Object.assign(params, options, { uri: uri });
  } else if (typeof uri === 'string') {
    params.uri = uri;
  } else {
    Object.assign(params, uri);
  }
  const last = isFunction(options) ? options : callback;
  params.callback = isFunction(last) ? last : params.callback;
  return params;
};

const joined = (base, uri) => {
  if (typeof base !== 'string') {
    throw new Error('options.baseUrl must be a string');
  }
  if (typeof uri !== 'string') {
    throw new Error('options.uri must be a string when using options.baseUrl');
  }
  if (uri.indexOf('//') === 0 || uri.indexOf('://') >= 0) {
    throw new Error('options.uri must be a path when using options.baseUrl');
  }
  return uri === '' ? base : `${base.replace(/\/$/, '')}/${uri.replace(/^\//, '')}`;
};

const hrefOf = (options) => {
  const given = isMissing(options.uri) ? options.url : options.uri;
  if (isMissing(given)) {
    throw new Error('options.uri is a required argument');
  }
  // An object is a parsed URL: its href, or else its parts.
  const uri =
    isObject(given) && typeof given.href !== 'string'
      ? `${given.protocol || 'http:'}//${given.host || given.hostname + (given.port ? `:${given.port}` : '')}${given.path || given.pathname || '/'}`
      : String(isObject(given) ? given.href : given);
  return isMissing(options.baseUrl) || options.baseUrl === '' ? uri : joined(options.baseUrl, uri);
};

const located = (uri) => {
  try {
    return http.locate(uri);
  } catch (error) {
    throw /^Invalid URL/.test(error.message) || !/^[a-z]+:/i.test(uri) ? new Error(`Invalid URI "${uri}"`) : http.coded(new Error(`Invalid protocol: ${/^[^:]*:/.exec(uri)[0]}`));
  }
};

function Request(options) {
  EventEmitter.call(this);
  const hidden = (name, value) => Object.defineProperty(this, name, { value: value, writable: true });
  hidden('_options', options);
  hidden('_headers', []);
  hidden('_json', false);
  hidden('_form', null);
  hidden('_aborted', false);
  hidden('_done', false);
  hidden('_credentials', null);
  hidden('_chunks', null);
  hidden('response', null);
  this.method = String(options.method || 'GET');
  this.callback = options.callback;
  this.redirects = [];
  if (this.callback) {
    const once = (error, response, body) => {
      if (!this._done) {
        this._done = true;
        this.callback(error, response, body);
      }
    };
    this.on('error', (error) => once(error));
    this.on('complete', (response, body) => once(null, response, body));
  }
  this._guarded(() => this._prepare());
  // Later, so that r.form(), r.auth() and listeners can be added.
  host.later(() => {
    const answer = this._guarded(() => this._start());
    // Not guarded: what listeners and callbacks throw is the script's own.
    if (answer !== undefined) {
      this._deliver(answer);
    }
  });
}
Object.setPrototypeOf(Request.prototype, EventEmitter.prototype);

// Mistakes in the options are told through the callback too.
Request.prototype._guarded = function (work) {
  if (this._aborted) {
    return undefined;
  }
  try {
    return work();
  } catch (error) {
    this._aborted = true;
    host.later(() => this.emit('error', error));
    return undefined;
  }
};

Request.prototype._prepare = function () {
  const options = this._options;
  unsupported.forEach((name) => {
    if (options[name]) {
      throw new Error(`The option ${name} of request is not supported`);
    }
  });
  const parsed = located(hrefOf(options));
  this.uri = parsed;
  this._headers = http.pairs(options.headers);
  if (parsed.auth && !this.hasHeader('authorization')) {
    const at = parsed.auth.indexOf(':');
    this.auth(at < 0 ? parsed.auth : parsed.auth.slice(0, at), at < 0 ? '' : parsed.auth.slice(at + 1), true);
  }
  if (options.qs) {
    this.qs(options.qs);
  }
  if (options.auth) {
    const auth = options.auth;
    const user = isMissing(auth.user) ? auth.username : auth.user;
    const password = isMissing(auth.pass) ? auth.password : auth.pass;
    this.auth(user, password, auth.sendImmediately, auth.bearer);
  }
  this.body = options.body;
  if (!isMissing(options.form)) {
    this.form(options.form);
  }
  if (options.formData) {
    const form = this.form();
    const append = (name, value) => {
      if (isObject(value) && !Buffer.isBuffer(value) && 'value' in value && 'options' in value) {
        form.append(name, value.value, value.options);
      } else {
        form.append(name, value);
      }
    };
    Object.keys(options.formData).forEach((name) => [].concat(options.formData[name]).forEach((value) => append(name, value)));
  }
  if (options.json) {
    this.json(options.json);
  }
  if (options.multipart) {
    this.multipart(options.multipart);
  }
};

Request.prototype.setHeader = function (name, value) {
  this.removeHeader(name);
  this._headers.push(http.checked(String(name), String(value)));
  return this;
};
Request.prototype.getHeader = function (name) {
  return http.find(this._headers, String(name).toLowerCase());
};
Request.prototype.hasHeader = function (name) {
  return this.getHeader(name) !== undefined;
};
Request.prototype.removeHeader = function (name) {
  this._headers = http.without(this._headers, [String(name).toLowerCase()]);
};
Object.defineProperty(Request.prototype, 'headers', {
  get: function () {
    const headers = {};
    this._headers.forEach((pair) => (headers[pair[0]] = pair[1]));
    return headers;
  },
});
Object.defineProperty(Request.prototype, 'href', {
  get: function () {
    return this.uri.href;
  },
});

Request.prototype.qs = function (values) {
  const options = this._options;
  const added = options.useQuerystring ? query.flat(values) : query.stringify(values, options.qsStringifyOptions);
  const names = Object.keys(values);
  const kept = this.uri.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && names.indexOf(decodeURIComponent(pair.split('=')[0]).replace(/\[.*/, '')) < 0);
  const all = kept.concat(added === '' ? [] : [added]).join('&');
  this.uri = http.locate(`${this.uri.protocol}//${this.uri.host}${this.uri.pathname}${all === '' ? '' : `?${all}`}`);
  return this;
};

Request.prototype.form = function (form) {
  if (isMissing(form)) {
    this._form = new FormData();
    return this._form;
  }
  if (!/^application\/x-www-form-urlencoded\b/.test(this.getHeader('content-type') || '')) {
    this.setHeader('content-type', 'application/x-www-form-urlencoded');
  }
  if (typeof form === 'string') {
    this.body = form.replace(/[!'()*]/g, (letter) => query.strict(letter));
  } else if (http.isUrlSearchParams(form)) {
    this.body = form.toString();
  } else {
    this.body = this._options.useQuerystring ? query.flat(form) : query.stringify(form, this._options.qsStringifyOptions);
  }
  return this;
};

Request.prototype.json = function (value) {
  if (!this.hasHeader('accept')) {
    this.setHeader('accept', 'application/json');
  }
  this._json = true;
  if (typeof value === 'boolean') {
    const isForm = /^application\/x-www-form-urlencoded\b/.test(this.getHeader('content-type') || '');
    if (this.body === undefined || isForm) {
      return this;
    }
    this.body = JSON.stringify(this.body, this._options.jsonReplacer);
  } else {
    this.body = JSON.stringify(value, this._options.jsonReplacer);
  }
  if (!this.hasHeader('content-type')) {
    this.setHeader('content-type', 'application/json');
  }
  return this;
};

Request.prototype.auth = function (user, password, sendImmediately, bearer) {
  if (bearer !== undefined) {
    const token = isFunction(bearer) ? bearer() : bearer;
    return this._authorize(`Bearer ${token || ''}`, sendImmediately);
  }
  if (typeof user !== 'string' || (password !== undefined && typeof password !== 'string')) {
    throw new Error('auth() received invalid user or password');
  }
  return this._authorize(http.basic(user, password === undefined ? '' : password), sendImmediately);
};

Request.prototype._authorize = function (value, sendImmediately) {
  if (sendImmediately === false) {
    this._credentials = value;
  } else {
    this.setHeader('authorization', value);
  }
  return this;
};

// multipart/related: a list of { 'content-type', body }
Request.prototype.multipart = function (given) {
  const parts = Array.isArray(given) ? given : given.data;
  const boundary = new FormData().getBoundary();
  const chunks = [];
  parts.forEach((part) => {
    if (isMissing(part.body)) {
      throw new Error('Body attribute missing in multipart.');
    }
    const lines = http.pairs(Object.assign({}, part, { body: undefined })).map((pair) => `${pair[0]}: ${pair[1]}\r\n`);
    chunks.push(Buffer.from(`--${boundary}\r\n${lines.join('')}\r\n`), Buffer.from(part.body), Buffer.from('\r\n'));
  });
  chunks.push(Buffer.from(`--${boundary}--`));
  this.body = Buffer.concat(chunks);
  const type = this.getHeader('content-type');
  if (type === undefined || type.indexOf('multipart') < 0) {
    this.setHeader('content-type', `multipart/related; boundary=${boundary}`);
  }
  return this;
};

Request.prototype._bodyToSend = function () {
  if (this._form !== null) {
    this.setHeader('content-type', this._form.getHeaders()['content-type']);
    return this._form.getBuffer();
  }
  if (this._chunks !== null) {
    return Buffer.concat(this._chunks);
  }
  const body = this.body;
  if (isMissing(body)) {
    return undefined;
  }
  if (Array.isArray(body)) {
    return Buffer.concat(body.map((part) => Buffer.from(part)));
  }
  if (typeof body !== 'string' && !http.isBytes(body)) {
    throw new Error('Argument error, options.body.');
  }
  return body;
};

Request.prototype._start = function () {
  const options = this._options;
  const body = this._bodyToSend();
  if (options.gzip && !this.hasHeader('accept-encoding')) {
    this.setHeader('accept-encoding', 'gzip, deflate');
  }
  if (options.strictSSL === true && options.rejectUnauthorized === undefined) {
    options.rejectUnauthorized = true;
  } else if (options.strictSSL === false) {
    tls.refuse('strictSSL: false');
  }
  const agent = options.agent || (options.agents && options.agents.https) || options.httpsAgent;
  return this._exchange({
    method: this.method,
    url: this.uri.href,
    headers: this._headers,
    body: body,
    timeout: options.timeout,
    decompress: Boolean(options.gzip),
    tls: [options, options.agentOptions, agent && agent.options, require('https').globalAgent.options],
  });
};

Request.prototype._jar = function () {
  const jar = this._options.jar;
  return jar === true ? globalJar : jar || null;
};

Request.prototype._follows = function (method, answer) {
  const options = this._options;
  if (options.followAllRedirects) {
    return true;
  }
  const may = isFunction(options.followRedirect) ? options.followRedirect(new IncomingMessage(answer)) : options.followRedirect !== false;
  return may && ['PATCH', 'PUT', 'POST', 'DELETE'].indexOf(method.toUpperCase()) < 0;
};

Request.prototype._exchange = function (first) {
  const options = this._options;
  const most = options.maxRedirects === undefined ? 10 : options.maxRedirects;
  const jar = this._jar();
  let question = first;
  let credentials = this._credentials;
  for (;;) {
    const cookie = jar && !http.find(question.headers, 'cookie') ? jar.getCookieString(question.url) : '';
    const headers = cookie ? question.headers.concat([['cookie', cookie]]) : question.headers;
    const answer = http.ask(Object.assign({}, question, { headers: headers }));
    if (jar) {
      (answer.headers['set-cookie'] || []).forEach((text) => jar.setCookie(text, question.url));
    }
    if (answer.status === 401 && credentials !== null && /^\s*(basic|bearer)\b/i.test(answer.headers['www-authenticate'] || '')) {
      question = Object.assign({}, question, { headers: question.headers.concat([['authorization', credentials]]) });
      credentials = null;
      continue;
    }
    const next = http.onward(question, answer);
    if (next === null || !this._follows(question.method, answer)) {
      return answer;
    }
    if (this.redirects.length >= most) {
      throw new Error(`Exceeded maxRedirects. Probably stuck in a redirect loop ${this.uri.href}`);
    }
    this.redirects.push({ statusCode: answer.status, redirectUri: next.url });
    if (options.followOriginalHttpMethod) {
      next.method = question.method;
    } else if (answer.status < 307 && question.method.toUpperCase() !== 'HEAD' && next.method !== 'GET') {
      next.method = 'GET';
      next.body = undefined;
      next.headers = http.without(next.headers, ['content-type']);
    }
    this.uri = http.locate(next.url);
    this.method = next.method;
    question = next;
  }
};

Request.prototype._deliver = function (answer) {
  const response = new IncomingMessage(answer);
  Object.defineProperty(response, 'request', { value: this, writable: true });
  response.toJSON = responseToJson;
  this.response = response;
  this.emit('response', response);
  if (this._aborted) {
    return;
  }
  const parsed = this._parsed(answer.body);
  response.body = parsed;
  if (answer.body.length > 0) {
    this.emit('data', this._options.encoding ? answer.body.toString(this._options.encoding) : answer.body);
  }
  this.emit('end');
  this.emit('complete', response, parsed);
  this.emit('close');
};

Request.prototype._parsed = function (body) {
  const encoding = this._options.encoding;
  if (encoding === null) {
    return body;
  }
  if (body.length === 0 && this._json) {
    return undefined;
  }
  const text = body.toString(encoding || 'utf8').replace(/^\uFEFF/, '');
  if (!this._json) {
    return text;
  }
  try {
    return JSON.parse(text, this._options.jsonReviver);
  } catch (e) {
    return text;
  }
};

Request.prototype.abort = function () {
  this._aborted = true;
  host.later(() => this.emit('abort'));
};
Request.prototype.destroy = Request.prototype.abort;
Request.prototype.write = function (chunk) {
  this._chunks = (this._chunks || []).concat([Buffer.from(chunk)]);
  return true;
};
Request.prototype.end = function (chunk) {
  if (!isMissing(chunk)) {
    this.write(chunk);
  }
};
Request.prototype.jar = function (jar) {
  this._options.jar = jar;
  return this;
};
Request.prototype.pipe = function (target) {
  this.on('data', (chunk) => target.write(chunk));
  this.on('end', () => target.end && target.end());
  return target;
};
['pause', 'resume'].forEach((name) => {
  Request.prototype[name] = function () {
    return this;
  };
});
Request.prototype.toJSON = function () {
  return { uri: this.uri, method: this.method, headers: this.headers };
};

function responseToJson() {
  return { statusCode: this.statusCode, body: this.body, headers: this.headers, request: this.request.toJSON() };
}

const request = (uri, options, callback) => {
  if (uri === undefined) {
    throw new Error('undefined is not a valid uri or options object.');
  }
  const params = paramsOf(uri, options, callback);
  if (String(params.method).toUpperCase() === 'HEAD' && !isMissing(params.body)) {
    throw new Error('HTTP HEAD requests MUST NOT include a request body.');
  }
  return new Request(params);
};

// defaults(options, requester?) gives a request with options that those of a call go before.
const merged = (defaults, params) => {
  const all = Object.assign({}, defaults, params);
  if (defaults.headers) {
    all.headers = Object.assign({}, defaults.headers, params.headers);
  }
  return all;
};

const complete = (perform, defaultsSoFar) => {
  const wrapped = function (uri, options, callback) {
    return perform(uri, options, callback);
  };
  ['get', 'head', 'options', 'post', 'put', 'patch', 'del', 'delete'].forEach((verb) => {
    const method = verb === 'del' ? 'DELETE' : verb.toUpperCase();
    wrapped[verb] = function (uri, options, callback) {
      const params = paramsOf(uri, options, callback);
      params.method = method;
      return perform(params, params.callback);
    };
  });
  wrapped.defaults = (defaults, requester) => {
    if (isFunction(defaults)) {
      return wrapped.defaults({}, defaults);
    }
    const all = merged(defaultsSoFar, defaults || {});
    const target = requester || perform;
    return complete((uri, options, callback) => {
      const params = merged(all, paramsOf(uri, options, callback));
      return target(params, params.callback);
    }, all);
  };
  wrapped.jar = () => new cookies.Jar();
  wrapped.cookie = (text) => new cookies.Cookie(text);
  wrapped.forever = (agentOptions, defaults) => wrapped.defaults(defaults || {});
  wrapped.initParams = paramsOf;
  wrapped.Request = Request;
  wrapped.debug = false;
  return wrapped;
};

module.exports = complete(request, {});
module.exports.default = module.exports;
