// npm's got 11 (https://github.com/sindresorhus/got/tree/v11), without retries, caches and streams.
const http = require('internal/http');
const query = require('internal/query');
const IncomingMessage = require('internal/incoming');

const errorClass = (name, construct) => {
  const type = function (message, options, more) {
    this.name = name;
    this.message = message;
    this.options = options;
    construct(this, more);
    Object.defineProperty(this, 'stack', { value: new Error(message).stack, writable: true });
  };
  type.prototype = Object.create(Error.prototype);
  type.prototype.constructor = type;
  return type;
};
const withCause = (self, cause) => {
  self.code = cause.code;
  Object.defineProperty(self, 'cause', { value: cause, writable: true });
};
const withResponse = (self, response) => {
  self.code = 'ERR_NON_2XX_3XX_RESPONSE';
  Object.defineProperty(self, 'response', { value: response, writable: true });
};
const RequestError = errorClass('RequestError', withCause);
const TimeoutError = errorClass('TimeoutError', withCause);
const HTTPError = errorClass('HTTPError', withResponse);
const ParseError = errorClass('ParseError', (self, more) => {
  withResponse(self, more);
  self.code = 'ERR_BODY_PARSE_FAILURE';
});
const MaxRedirectsError = errorClass('MaxRedirectsError', () => {});

const searchOf = (params) => {
  if (params === undefined || params === null) {
    return '';
  }
  return typeof params === 'string' || http.isUrlSearchParams(params) ? String(params) : query.stringify(params);
};

const urlOf = (options) => {
  const given = String((options.url && options.url.href) || options.url);
  const url = options.prefixUrl ? `${String(options.prefixUrl).replace(/\/$/, '')}/${given}` : given;
  if (options.prefixUrl && given[0] === '/') {
    throw new Error('`input` must not start with a slash when using `prefixUrl`');
  }
  const search = searchOf(options.searchParams);
  return search === '' ? url : `${url.replace(/\?.*/, '')}?${search}`;
};

const questionOf = (options) => {
  const headers = {};
  Object.keys(options.headers || {}).forEach((name) => (headers[name.toLowerCase()] = options.headers[name]));
  const method = (options.method || 'GET').toUpperCase();
  let body = options.body;
  const typed = (type) => (headers['content-type'] = headers['content-type'] || type);
  if (options.json !== undefined) {
    body = JSON.stringify(options.json);
    typed('application/json');
  } else if (options.form !== undefined) {
    body = query.stringify(options.form);
    typed('application/x-www-form-urlencoded');
  } else if (http.isFormData(body)) {
    Object.assign(headers, body.getHeaders());
    body = body.getBuffer();
  }
  if (body !== undefined && (method === 'GET' || method === 'HEAD')) {
    throw new TypeError(`The \`${method}\` method cannot be used with a body`);
  }
  if (options.responseType === 'json' && headers.accept === undefined) {
    headers.accept = 'application/json';
  }
  const url = urlOf(options);
  const auth = http.locate(url).auth;
  if ((options.username || options.password || auth) && headers.authorization === undefined) {
    const at = auth ? auth.indexOf(':') : -1;
    const user = options.username || (at < 0 ? auth : auth.slice(0, at)) || '';
    headers.authorization = http.basic(user, options.password || (at < 0 ? '' : auth.slice(at + 1)));
  }
  headers['user-agent'] = headers['user-agent'] || 'got (https://github.com/sindresorhus/got)';
  headers['accept-encoding'] = headers['accept-encoding'] || 'gzip, deflate';
  const timeout = typeof options.timeout === 'object' && options.timeout !== null ? options.timeout.request || options.timeout.response : options.timeout;
  const secure = options.https || {};
  return {
    method: method,
    url: url,
    headers: http.pairs(headers),
    body: body,
    timeout: timeout,
    decompress: options.decompress !== false,
    tls: [
      { ca: secure.certificateAuthority, cert: secure.certificate, key: secure.key, passphrase: secure.passphrase, pfx: secure.pfx, rejectUnauthorized: secure.rejectUnauthorized },
      options.agent && options.agent.https && options.agent.https.options,
    ],
  };
};

const parsedAs = (type, response, options) => {
  if (type === 'buffer') {
    return response.rawBody;
  }
  const text = response.rawBody.toString('utf8');
  if (type !== 'json') {
    return text;
  }
  try {
    return text === '' ? '' : JSON.parse(text);
  } catch (error) {
    throw new ParseError(`${error.message} in "${response.url.replace(/\?.*/, '')}"`, options, response);
  }
};

const perform = (options) => {
  let answer;
  try {
    const question = questionOf(options);
    const most = options.maxRedirects === undefined ? 10 : options.maxRedirects;
    const tooMany = () => new MaxRedirectsError(`Redirected ${most} times. Aborting.`, options);
    answer = options.followRedirect === false ? http.ask(question) : http.follow(question, most, tooMany);
  } catch (error) {
    if (error instanceof TypeError || error instanceof MaxRedirectsError) {
      throw error;
    }
    const late = options.timeout && (error.code === 'ESOCKETTIMEDOUT' || error.code === 'ETIMEDOUT');
    throw late ? new TimeoutError("Timeout awaiting 'request'", options, { code: 'ETIMEDOUT' }) : new RequestError(error.message, options, error);
  }
  const response = new IncomingMessage(answer);
  response.url = answer.url;
  response.requestUrl = urlOf(options);
  response.rawBody = answer.body;
  response.ok = answer.status >= 200 && answer.status < (options.followRedirect === false ? 400 : 300);
  response.isFromCache = false;
  if (!response.ok && options.throwHttpErrors !== false) {
    try {
      response.body = parsedAs(options.responseType, response, options);
    } catch (e) {
      response.body = answer.body.toString('utf8');
    }
    throw new HTTPError(`Response code ${answer.status} (${answer.statusText})`, options, response);
  }
  response.body = parsedAs(options.responseType, response, options);
  return response;
};

const merged = (defaults, options) =>
  Object.assign({}, defaults, options, { headers: Object.assign({}, defaults.headers, options.headers) });

const instance = (defaults) => {
  const got = (input, given) => {
    const first = typeof input === 'string' || (input && input.href) ? { url: input } : input;
    const options = merged(defaults, Object.assign({}, first, given));
    let reading = options.responseType || 'text';
    const promise = new Promise((resolve, reject) =>
      host.later(() => {
        try {
          const response = perform(Object.assign({}, options, { responseType: reading }));
          resolve(options.resolveBodyOnly ? response.body : response);
        } catch (error) {
          reject(error);
        }
      })
    );
    ['json', 'text', 'buffer'].forEach((type) => {
      promise[type] = () => {
        reading = type;
        return promise.then((response) => (options.resolveBodyOnly ? response : response.body));
      };
    });
    promise.cancel = () => {};
    return promise;
  };
  ['get', 'post', 'put', 'patch', 'head', 'delete'].forEach((method) => {
    got[method] = (input, options) => got(input, Object.assign({}, options, { method: method.toUpperCase() }));
  });
  got.extend = (options) => instance(merged(defaults, options));
  got.defaults = { options: defaults };
  Object.assign(got, { RequestError: RequestError, TimeoutError: TimeoutError, HTTPError: HTTPError, ParseError: ParseError, MaxRedirectsError: MaxRedirectsError });
  return got;
};

module.exports = instance({});
module.exports.default = module.exports;
module.exports.got = module.exports;
