// npm's superagent (https://github.com/ladjs/superagent), as far as it asks and answers.
const http = require('internal/http');
const query = require('internal/query');
const FormData = require('internal/form-data').FormData;

const types = { json: 'application/json', form: 'application/x-www-form-urlencoded', html: 'text/html', text: 'text/plain', xml: 'text/xml' };
const typed = (type) => types[type] || (type === 'urlencoded' ? types.form : type);
const isObject = (value) => typeof value === 'object' && value !== null && !Buffer.isBuffer(value);

function Request(method, url) {
  const hidden = (name, value) => Object.defineProperty(this, name, { value: value, writable: true });
  this.method = method;
  this.url = String((url && url.href) || url);
  hidden('_headers', {});
  hidden('_query', []);
  hidden('_data', undefined);
  hidden('_form', null);
  hidden('_timeout', 0);
  hidden('_redirects', 5);
  hidden('_tls', {});
  hidden('_ok', (response) => response.status >= 200 && response.status < 300);
  hidden('_promise', null);
}
const chained = (name, work) => {
  Request.prototype[name] = function () {
    work.apply(this, arguments);
    return this;
  };
};
chained('set', function (name, value) {
  const all = isObject(name) ? name : { [name]: value };
  Object.keys(all).forEach((one) => (this._headers[one.toLowerCase()] = all[one]));
});
chained('unset', function (name) {
  delete this._headers[name.toLowerCase()];
});
chained('type', function (type) {
  this.set('content-type', typed(type));
});
chained('accept', function (type) {
  this.set('accept', typed(type));
});
chained('query', function (values) {
  this._query.push(typeof values === 'string' ? values : query.stringify(values));
});
chained('auth', function (user, password, options) {
  const type = (isObject(password) ? password : options || {}).type;
  this.set('authorization', type === 'bearer' ? `Bearer ${user}` : http.basic(user, typeof password === 'string' ? password : ''));
});
chained('send', function (data) {
  if (isObject(data) && isObject(this._data) && !Array.isArray(data)) {
    Object.assign(this._data, data);
  } else if (typeof data === 'string' && typeof this._data === 'string') {
    this._data += `&${data}`;
  } else {
    this._data = isObject(data) && !Array.isArray(data) && !http.isFormData(data) ? Object.assign({}, data) : data;
  }
  if (typeof data === 'string') {
    this._headers['content-type'] = this._headers['content-type'] || types.form;
  }
});
chained('field', function (name, value) {
  this._form = this._form || new FormData();
  const all = isObject(name) ? name : { [name]: value };
  Object.keys(all).forEach((one) => this._form.append(one, all[one]));
});
chained('attach', function (name, content, options) {
  this._form = this._form || new FormData();
  this._form.append(name, content, options);
});
chained('timeout', function (given) {
  this._timeout = isObject(given) ? given.response || given.deadline : given;
});
chained('redirects', function (most) {
  this._redirects = most;
});
chained('ok', function (judge) {
  this._ok = judge;
});
chained('ca', function (pem) {
  this._tls.ca = pem;
});
chained('cert', function (pem) {
  this._tls.cert = pem;
});
chained('key', function (pem) {
  this._tls.key = pem;
});
chained('disableTLSCerts', function () {
  this._tls.rejectUnauthorized = false;
});
['retry', 'buffer', 'parse', 'responseType', 'withCredentials', 'on', 'abort', 'agent'].forEach((name) => chained(name, () => {}));

Request.prototype._body = function () {
  if (this._form !== null || http.isFormData(this._data)) {
    const form = this._form || this._data;
    Object.assign(this._headers, form.getHeaders());
    return form.getBuffer();
  }
  if (!isObject(this._data)) {
    return this._data;
  }
  const type = this._headers['content-type'] || types.json;
  this._headers['content-type'] = type;
  return type.indexOf(types.form) === 0 ? query.stringify(this._data) : JSON.stringify(this._data);
};

const parsed = (type, text) => {
  if (/[/+]json($|[^-\w])/i.test(type)) {
    return text === '' ? {} : JSON.parse(text);
  }
  if (type.indexOf(types.form) !== 0) {
    return {};
  }
  const fields = {};
  text.split('&').forEach((pair) => {
    const parts = pair.split('=').map((part) => decodeURIComponent(part.replace(/\+/g, ' ')));
    fields[parts[0]] = parts[1];
  });
  return fields;
};

Request.prototype._perform = function () {
  const search = this._query.filter((part) => part !== '').join('&');
  const url = search === '' ? this.url : `${this.url}${this.url.indexOf('?') < 0 ? '?' : '&'}${search}`;
  const body = this._body();
  this.set('accept-encoding', 'gzip, deflate');
  const question = { method: this.method, url: url, headers: http.pairs(this._headers), body: body, timeout: this._timeout, decompress: true, tls: [this._tls] };
  let followed = 0;
  let answer = http.ask(question);
  // Whoever allows fewer redirects gets the answer that would lead on.
  for (let next = http.onward(question, answer); next !== null && followed < this._redirects; next = http.onward(next, answer)) {
    followed++;
    answer = http.ask(next);
  }
  const text = answer.body.toString('utf8');
  const type = answer.headers['content-type'] || '';
  const response = {
    status: answer.status,
    statusCode: answer.status,
    statusType: Math.floor(answer.status / 100),
    ok: Math.floor(answer.status / 100) === 2,
    clientError: Math.floor(answer.status / 100) === 4,
    serverError: Math.floor(answer.status / 100) === 5,
    unauthorized: answer.status === 401,
    forbidden: answer.status === 403,
    notFound: answer.status === 404,
    headers: answer.headers,
    header: answer.headers,
    type: type.split(/ *; */)[0],
    text: text,
    body: parsed(type, text),
    get: (name) => answer.headers[String(name).toLowerCase()],
  };
  response.error = response.ok ? false : Object.assign(new Error(`cannot ${this.method} ${http.locate(url).pathname} (${answer.status})`), { status: answer.status, text: text });
  if (!this._ok(response)) {
    throw Object.assign(new Error(answer.statusText), { status: answer.status, response: response });
  }
  return response;
};

Request.prototype._run = function () {
  if (this._promise === null) {
    this._promise = new Promise((resolve, reject) =>
      host.later(() => {
        try {
          resolve(this._perform());
        } catch (error) {
          if (this._timeout && (error.code === 'ESOCKETTIMEDOUT' || error.code === 'ETIMEDOUT')) {
            Object.assign(error, { timeout: this._timeout, code: 'ECONNABORTED', message: `Timeout of ${this._timeout}ms exceeded` });
          }
          reject(error);
        }
      })
    );
  }
  return this._promise;
};
Request.prototype.then = function (fulfilled, rejected) {
  return this._run().then(fulfilled, rejected);
};
Request.prototype.catch = function (rejected) {
  return this._run().catch(rejected);
};
Request.prototype.finally = function (work) {
  return this._run().finally(work);
};
Request.prototype.end = function (callback) {
  this._run().then(
    (response) => host.later(callback, null, response),
    (error) => host.later(callback, error, error.response)
  );
  return this;
};

const superagent = (method, url) => (url === undefined ? new Request('GET', method) : new Request(String(method).toUpperCase(), url));
['get', 'head', 'post', 'put', 'patch', 'delete', 'options'].forEach((method) => {
  superagent[method] = (url, data, callback) => {
    const request = new Request(method.toUpperCase(), url);
    const done = typeof data === 'function' ? data : callback;
    if (data !== undefined && typeof data !== 'function') {
      request[method === 'get' || method === 'head' ? 'query' : 'send'](data);
    }
    return typeof done === 'function' ? request.end(done) : request;
  };
});
superagent.del = superagent.delete;
superagent.Request = Request;
superagent.agent = () => superagent;

module.exports = superagent;
module.exports.default = superagent;
