// npm's needle (https://github.com/tomas/needle), as far as it asks and answers.
const http = require('internal/http');
const query = require('internal/query');
const IncomingMessage = require('internal/incoming');
const FormData = require('internal/form-data').FormData;
const answer = require('internal/answer');

let defaults = {};

const bodyOf = (method, data, options, headers) => {
  if (data === undefined || data === null) {
    return undefined;
  }
  const typed = (type) => (headers['content-type'] = headers['content-type'] || type);
  if (options.multipart) {
    const form = new FormData();
    Object.keys(data).forEach((name) => {
      const value = data[name];
      form.append(name, value && value.buffer && value.content_type ? value.buffer : value, value && { filename: value.filename, contentType: value.content_type });
    });
    Object.assign(headers, form.getHeaders());
    return form.getBuffer();
  }
  if (options.json || /json/.test(headers['content-type'] || '')) {
    typed('application/json');
    return typeof data === 'string' || Buffer.isBuffer(data) ? data : JSON.stringify(data);
  }
  typed('application/x-www-form-urlencoded');
  return typeof data === 'string' || Buffer.isBuffer(data) ? data : query.stringify(data, { arrayFormat: 'brackets' });
};

const parsed = (received, options) => {
  const parse = options.parse_response !== undefined ? options.parse_response : options.parse;
  const type = received.headers['content-type'] || '';
  if (parse === false || !/json/i.test(type)) {
    return /^(text\/|application\/(xml|javascript))/i.test(type) || type === '' ? received.body.toString('utf8') : received.body;
  }
  try {
    return JSON.parse(received.body.toString('utf8'));
  } catch (e) {
    return received.body.toString('utf8');
  }
};

const perform = (method, uri, data, given) => {
  const options = Object.assign({}, defaults, given);
  const headers = {};
  Object.keys(options.headers || {}).forEach((name) => (headers[name.toLowerCase()] = options.headers[name]));
  const reads = method === 'GET' || method === 'HEAD';
  let url = /^https?:/i.test(uri) ? uri : `http://${uri}`;
  if (reads && data && !options.json) {
    url += (url.indexOf('?') < 0 ? '?' : '&') + (typeof data === 'string' ? data : query.stringify(data));
  }
  const body = reads && !options.json ? undefined : bodyOf(method, data, options, headers);
  headers.accept = options.accept || headers.accept || '*/*';
  if (options.username) {
    headers.authorization = http.basic(options.username, options.password || '');
  }
  const auth = http.locate(url).auth;
  if (auth && headers.authorization === undefined) {
    headers.authorization = `Basic ${Buffer.from(auth, 'utf8').toString('base64')}`;
  }
  if (options.compressed) {
    headers['accept-encoding'] = 'gzip, deflate';
  }
  const question = {
    method: method,
    url: url,
    headers: http.pairs(headers),
    body: body,
    timeout: options.timeout || options.response_timeout || options.open_timeout || 10000,
    decompress: Boolean(options.compressed),
    tls: [options, options.agent && options.agent.options],
  };
  const most = options.follow_max || options.follow || 0;
  // Beyond the maximum, needle gives the answer that would lead on.
  let current = question;
  let received = http.ask(current);
  for (let followed = 0; followed < most; followed++) {
    const next = http.onward(current, received);
    if (next === null) {
      break;
    }
    current = next;
    received = http.ask(current);
  }
  const response = new IncomingMessage(received);
  response.raw = received.body;
  response.bytes = received.body.length;
  response.cookies = {};
  (received.headers['set-cookie'] || []).forEach((text) => {
    const at = text.indexOf('=');
    response.cookies[text.slice(0, at)] = decodeURIComponent(text.slice(at + 1).split(';')[0]);
  });
  response.body = parsed(received, options);
  return response;
};

// With a callback: (error, response, body). Without one it is a promise of the response.
const run = (method, uri, data, options, callback) => {
  const tell = (error, response) => callback(error, response, response && response.body);
  return answer(typeof callback === 'function' ? tell : undefined, () => perform(method, uri, data, options || {}));
};

const withData = (method) => (uri, data, options, callback) => {
  const done = [data, options, callback].filter((one) => typeof one === 'function')[0];
  return run(method, uri, typeof data === 'function' ? undefined : data, typeof options === 'function' ? {} : options, done);
};
const withoutData = (method) => (uri, options, callback) => {
  const done = [options, callback].filter((one) => typeof one === 'function')[0];
  return run(method, uri, undefined, typeof options === 'function' ? {} : options, done);
};

// needle(method, url, data?, options?) gives a promise.
const needle = (method, uri, data, options, callback) => {
  const upper = String(method).toUpperCase();
  if (callback === undefined && (upper === 'GET' || upper === 'HEAD') && options === undefined) {
    return run(upper, uri, undefined, data);
  }
  return run(upper, uri, data, typeof options === 'function' ? {} : options, typeof options === 'function' ? options : callback);
};
needle.request = (method, uri, data, options, callback) => needle(method, uri, data, options, callback);
needle.get = withoutData('GET');
needle.head = withoutData('HEAD');
['post', 'put', 'patch', 'delete'].forEach((method) => (needle[method] = withData(method.toUpperCase())));
needle.defaults = (options) => {
  defaults = Object.assign({}, defaults, options);
  return defaults;
};

module.exports = needle;
module.exports.default = needle;
