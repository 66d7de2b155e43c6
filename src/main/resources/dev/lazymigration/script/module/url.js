// Node's url (https://nodejs.org/api/url.html): the standard URL, which is global too, and the older parse, format and
// resolve.
const querystring = require('querystring');

const WITH_SLASHES = ['http:', 'https:', 'ftp:', 'gopher:', 'file:', 'ws:', 'wss:'];
const ADDRESS = /^([A-Za-z][A-Za-z0-9+.-]*:)?(\/\/)?([\s\S]*)$/;

function Url() {
  ['protocol', 'slashes', 'auth', 'host', 'port', 'hostname', 'hash', 'search', 'query', 'pathname', 'path', 'href'].forEach(
    (field) => {
      this[field] = null;
    }
  );
}

const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch (e) {
    return text;
  }
};

const escaped = (text) =>
  text.replace(/[\s"'<>\\^`{|}]/g, (letter) => `%${`0${letter.charCodeAt(0).toString(16).toUpperCase()}`.slice(-2)}`);

const readAuthority = (url, authority) => {
  const at = authority.lastIndexOf('@');
  if (at >= 0) {
    url.auth = decoded(authority.slice(0, at));
  }
  const host = authority.slice(at + 1).toLowerCase();
  const parts = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(host) || [host, host];
  url.hostname = parts[1].replace(/^\[(.*)\]$/, '$1');
  url.port = parts[2] || null;
  url.host = parts[1] + (url.port ? `:${url.port}` : '');
};

const parse = (address, parseQuery, slashesDenoteHost) => {
  if (address instanceof Url) {
    return address;
  }
  if (typeof address !== 'string') {
    const error = new TypeError(
      `The "url" argument must be of type string. Received ${address === null ? 'null' : typeof address}`
    );
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
  const url = new Url();
  let [, protocol, slashes, rest] = ADDRESS.exec(address.trim());
  if (slashes && !protocol && !slashesDenoteHost) {
    rest = slashes + rest;
    slashes = undefined;
  }
  url.protocol = protocol ? protocol.toLowerCase() : null;
  url.slashes = slashes ? true : null;
  const hash = rest.indexOf('#');
  if (hash >= 0) {
    url.hash = escaped(rest.slice(hash));
    rest = rest.slice(0, hash);
  }
  const search = rest.indexOf('?');
  if (search >= 0) {
    url.search = escaped(rest.slice(search));
    rest = rest.slice(0, search);
  } else if (parseQuery) {
    url.search = '';
  }
  if (url.search !== null) {
    url.query = parseQuery ? querystring.parse(url.search.slice(1)) : url.search.slice(1);
  }
  if (slashes) {
    const end = rest.search(/[/\\]/);
    readAuthority(url, end < 0 ? rest : rest.slice(0, end));
    rest = end < 0 ? '' : rest.slice(end).replace(/\\/g, '/');
  }
  const isWeb = WITH_SLASHES.includes(url.protocol) && url.hostname;
  url.pathname = escaped(rest) || (isWeb ? '/' : null);
  if (url.pathname !== null || url.search) {
    url.path = (url.pathname || '') + (url.search || '');
  }
  url.href = format(url);
  return url;
};

const format = (given, options) => {
  if (typeof given === 'string') {
    return parse(given).href;
  }
  if (given instanceof URL) {
    const copy = new URL(given.href);
    const left = options || {};
    if (left.auth === false) {
      copy.username = '';
      copy.password = '';
    }
    if (left.fragment === false) {
      copy.hash = '';
    }
    if (left.search === false) {
      copy.search = '';
    }
    return copy.href;
  }
  const url = given || {};
  const auth = url.auth ? `${encodeURIComponent(url.auth).replace(/%3A/i, ':')}@` : '';
  const protocol = url.protocol ? url.protocol.replace(/:?$/, ':') : '';
  let host = '';
  if (url.host) {
    host = auth + url.host;
  } else if (url.hostname) {
    const name = url.hostname.includes(':') ? `[${url.hostname}]` : url.hostname;
    host = auth + name + (url.port ? `:${url.port}` : '');
  }
  const isObject = typeof url.query === 'object' && url.query !== null && Object.keys(url.query).length > 0;
  let search = url.search || (isObject ? `?${querystring.stringify(url.query)}` : '');
  search = search && search[0] !== '?' ? `?${search}` : search;
  let hash = url.hash || '';
  hash = hash && hash[0] !== '#' ? `#${hash}` : hash;
  let path = (url.pathname || '').replace(/[?#]/g, encodeURIComponent);
  const slashes = url.slashes || ((!protocol || WITH_SLASHES.includes(protocol)) && host !== '');
  if (slashes && path && path[0] !== '/') {
    path = `/${path}`;
  }
  return protocol + (slashes ? `//${host}` : host) + path + search.replace(/#/g, '%23') + hash;
};
Url.prototype.format = function () {
  return format(this);
};
Url.prototype.parse = function (address, parseQuery, slashesDenoteHost) {
  Object.assign(this, parse(address, parseQuery, slashesDenoteHost));
};

const resolve = (from, to) => {
  // An address without scheme or host is resolved as if it had some.
  const placeholder = 'http://placeholder.invalid';
  const resolved = new URL(to, new URL(from, `${placeholder}/`));
  const text = resolved.href;
  if (!text.startsWith(`${placeholder}/`)) {
    return text;
  }
  const path = text.slice(placeholder.length);
  return /^[/\\]/.test(from) || /^[/\\]/.test(to) ? path : path.slice(1);
};

module.exports = {
  URL: URL,
  URLSearchParams: URLSearchParams,
  Url: Url,
  parse: parse,
  format: format,
  resolve: resolve,
  resolveObject: (from, to) => parse(resolve(from, to)),
  domainToASCII: (domain) => {
    try {
      return new URL(`http://${domain}`).hostname;
    } catch (e) {
      return '';
    }
  },
  urlToHttpOptions: (url) => {
    const options = {
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      hash: url.hash,
      search: url.search,
      pathname: url.pathname,
      path: url.pathname + url.search,
      href: url.href,
    };
    if (url.port !== '') {
      options.port = Number(url.port);
    }
    if (url.username || url.password) {
      options.auth = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    }
    return options;
  },
};
module.exports.default = module.exports;
