// What the HTTP modules have in common. The call itself is host.http.request, which answers when the server has; it
// throws what Node would report as an "error" event.
const bytes = require('internal/bytes');
const tls = require('internal/tls');

const coded = (error, code) => {
  error.code = code;
  return error;
};

const checked = (name, value) => {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
    throw coded(new TypeError(`Header name must be a valid HTTP token ["${name}"]`), 'ERR_INVALID_HTTP_TOKEN');
  }
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
    throw coded(new TypeError(`Invalid character in header content ["${name}"]`), 'ERR_INVALID_CHAR');
  }
  return [name, value];
};

// Headers as [name, value] pairs: of an object, whose values may be lists, or of a list of pairs.
const pairs = (headers) => {
  const list = [];
  const add = (name, value) => {
    if (Array.isArray(value)) {
      value.forEach((one) => add(name, one));
    } else if (value !== undefined && value !== null) {
      list.push(checked(String(name), String(value)));
    }
  };
  if (Array.isArray(headers)) {
    headers.forEach((pair) => add(pair[0], pair[1]));
  } else {
    Object.keys(headers || {}).forEach((name) => add(name, headers[name]));
  }
  return list;
};

const find = (list, name) => {
  const found = list.filter((pair) => pair[0].toLowerCase() === name)[0];
  return found === undefined ? undefined : found[1];
};
const without = (list, names) => list.filter((pair) => names.indexOf(pair[0].toLowerCase()) < 0);

// Those of which Node keeps the first only.
const single = (
  'age authorization content-length content-type etag expires from host if-modified-since if-unmodified-since ' +
  'last-modified location max-forwards proxy-authorization referer retry-after server user-agent'
).split(' ');

// The headers of an answer as Node's IncomingMessage has them.
const headersOf = (list) => {
  const headers = {};
  list.forEach((pair) => {
    const name = pair[0].toLowerCase();
    if (name === 'set-cookie') {
      headers[name] = (headers[name] || []).concat([pair[1]]);
    } else if (!Object.prototype.hasOwnProperty.call(headers, name)) {
      headers[name] = pair[1];
    } else if (single.indexOf(name) < 0) {
      headers[name] += (name === 'cookie' ? '; ' : ', ') + pair[1];
    }
  });
  return headers;
};

const isUrlSearchParams = (value) =>
  typeof value === 'object' &&
  value !== null &&
  typeof value.append === 'function' &&
  typeof value.getAll === 'function' &&
  typeof value.getHeaders !== 'function';

const isFormData = (value) =>
  typeof value === 'object' && value !== null && typeof value.getBuffer === 'function' && typeof value.getHeaders === 'function';

const isBytes = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value);

const basic = (user, password) => `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;

// One request to one server. question: { method, url, headers: pairs, body, timeout, decompress, incidental, tls }
const ask = (question) => {
  const answer = host.http.request({
    method: question.method,
    url: question.url,
    headers: question.headers,
    body: question.body === undefined ? null : question.body,
    timeout: question.timeout,
    decompress: question.decompress,
    incidental: question.incidental,
    tls: tls.passed(question.tls),
  });
  return {
    url: question.url,
    status: answer.status,
    statusText: answer.statusText,
    httpVersion: answer.httpVersion,
    rawHeaders: answer.headers,
    headers: headersOf(answer.headers),
    body: bytes(answer.body),
  };
};

const keepsCredentials = (from, to) =>
  from.hostname === to.hostname && (from.host === to.host || (from.protocol === 'http:' && to.protocol === 'https:'));

/**
 * Where an answer leads on, as the next question, or null when it leads nowhere. 301 and 302 turn a POST into a GET, 303
 * everything; Authorization and Cookie stay with the server for which they were meant.
 */
const onward = (question, answer) => {
  const location = answer.headers.location;
  if ([301, 302, 303, 307, 308].indexOf(answer.status) < 0 || location === undefined) {
    return null;
  }
  const from = host.http.locate(question.url);
  const to = host.http.locate(location, question.url);
  const method = question.method.toUpperCase();
  const toGet =
    (answer.status === 303 && method !== 'GET' && method !== 'HEAD') || (answer.status < 303 && method === 'POST');
  const dropped = ['host'];
  if (toGet) {
    dropped.push('content-type', 'content-length', 'content-encoding', 'content-language', 'content-location');
  }
  if (!keepsCredentials(from, to)) {
    dropped.push('authorization', 'cookie', 'cookie2', 'www-authenticate');
  }
  const headers = without(question.headers, dropped);
  if (to.auth && find(headers, 'authorization') === undefined && /^[a-z]+:|^\/\//i.test(location)) {
    headers.push(['Authorization', `Basic ${Buffer.from(to.auth, 'utf8').toString('base64')}`]);
  }
  return Object.assign({}, question, {
    url: to.href,
    method: toGet ? 'GET' : question.method,
    body: toGet ? undefined : question.body,
    headers: headers,
  });
};

/** Asks, and follows at most so many redirects. tooMany(url) gives the error for one more. */
const follow = (question, most, tooMany) => {
  let current = question;
  for (let followed = 0; ; followed++) {
    const answer = ask(current);
    const next = onward(current, answer);
    if (next === null) {
      answer.redirected = followed > 0;
      answer.method = current.method;
      return answer;
    }
    if (followed === most) {
      throw tooMany(next.url);
    }
    current = next;
  }
};

module.exports = {
  ask: ask,
  basic: basic,
  checked: checked,
  coded: coded,
  find: find,
  follow: follow,
  isBytes: isBytes,
  isFormData: isFormData,
  isUrlSearchParams: isUrlSearchParams,
  locate: (url, base) => (base === undefined ? host.http.locate(url) : host.http.locate(url, base)),
  onward: onward,
  pairs: pairs,
  without: without,
};
