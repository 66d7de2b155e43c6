// A jar for the cookies of one run (RFC 6265), as request.jar() and request.cookie() give them.
function Cookie(text) {
  const parts = String(text).split(';');
  const at = parts[0].indexOf('=');
  this.key = at < 0 ? '' : parts[0].slice(0, at).trim();
  this.value = (at < 0 ? parts[0] : parts[0].slice(at + 1)).trim();
  this.domain = null;
  this.path = null;
  this.secure = false;
  this.httpOnly = false;
  this.expires = Infinity;
  parts.slice(1).forEach((part) => {
    const name = part.split('=')[0].trim().toLowerCase();
    const value = part.indexOf('=') < 0 ? '' : part.slice(part.indexOf('=') + 1).trim();
    if (name === 'domain' && value !== '') {
      this.domain = value.replace(/^\./, '').toLowerCase();
    } else if (name === 'path' && value[0] === '/') {
      this.path = value;
    } else if (name === 'secure') {
      this.secure = true;
    } else if (name === 'httponly') {
      this.httpOnly = true;
    } else if (name === 'max-age' && /^-?\d+$/.test(value)) {
      this.maxAge = Number(value);
      this.expires = new Date(Date.now() + this.maxAge * 1000);
    } else if (name === 'expires' && this.maxAge === undefined && !isNaN(Date.parse(value))) {
      this.expires = new Date(value);
    }
  });
}
Cookie.prototype.cookieString = function () {
  return `${this.key}=${this.value}`;
};
Cookie.prototype.toString = function () {
  const more = [this.domain && `Domain=${this.domain}`, this.path && `Path=${this.path}`, this.secure && 'Secure', this.httpOnly && 'HttpOnly'];
  return [this.cookieString()].concat(more.filter((part) => part)).join('; ');
};

const inDomain = (host, domain) => host === domain || (host.endsWith(`.${domain}`) && !/^[\d.]+$|:/.test(host));
const inPath = (path, prefix) =>
  path === prefix || (path.startsWith(prefix) && (prefix.endsWith('/') || path[prefix.length] === '/'));

function Jar() {
  Object.defineProperty(this, '_stored', { value: [], writable: true });
}

// A domain of one part would be a whole top-level domain.
const mayBelong = (domain, host) => inDomain(host, domain) && (domain.indexOf('.') > 0 || domain === host);

Jar.prototype.setCookie = function (given, url) {
  const cookie = given instanceof Cookie ? given : new Cookie(given);
  const at = host.http.locate(String(url.href || url));
  if (cookie.key === '' || (cookie.domain !== null && !mayBelong(cookie.domain, at.hostname))) {
    return undefined;
  }
  const entry = {
    cookie: cookie,
    hostOnly: cookie.domain === null,
    domain: cookie.domain === null ? at.hostname : cookie.domain,
    path: cookie.path === null ? at.pathname.replace(/\/[^/]*$/, '') || '/' : cookie.path,
  };
  const same = (other) => other.cookie.key === cookie.key && other.domain === entry.domain && other.path === entry.path;
  this._stored = this._stored.filter((other) => !same(other)).concat([entry]).slice(-100);
  return cookie;
};

Jar.prototype.getCookies = function (url) {
  const at = host.http.locate(String(url.href || url));
  return this._stored
    .filter(
      (entry) =>
        (entry.hostOnly ? at.hostname === entry.domain : inDomain(at.hostname, entry.domain)) &&
        inPath(at.pathname, entry.path) &&
        (!entry.cookie.secure || at.protocol === 'https:') &&
        Number(entry.cookie.expires) > Date.now()
    )
    .sort((one, other) => other.path.length - one.path.length)
    .map((entry) => entry.cookie);
};

Jar.prototype.getCookieString = function (url) {
  return this.getCookies(url)
    .map((cookie) => cookie.cookieString())
    .join('; ');
};

module.exports = { Cookie: Cookie, Jar: Jar };
