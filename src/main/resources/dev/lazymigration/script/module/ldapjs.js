// The client of ldapjs, versions 2 and 3 (http://ldapjs.org). A client connects when it is first used, or else after
// the current step of the script.
const EventEmitter = require('events');
const answer = require('internal/answer');
const bytes = require('internal/bytes');
const ldap = require('internal/ldap');

const hide = ldap.hide;
const inherit = (type) => {
  type.prototype = Object.create(EventEmitter.prototype);
  hide(type.prototype, 'constructor', type);
};

function FoundAttribute(wire) {
  this.type = wire.type;
  hide(this, 'buffers', wire.values.map(bytes));
  this.values = this.buffers.map((value) => value.toString(/;binary$/i.test(wire.type) ? 'base64' : 'utf8'));
}
['vals', '_vals'].forEach((name, i) => {
  Object.defineProperty(FoundAttribute.prototype, name, {
    get: function () {
      return i === 0 ? this.values : this.buffers;
    },
    configurable: true,
  });
});

function SearchEntry(wire) {
  hide(this, 'dn', wire.dn);
  this.objectName = wire.dn;
  this.attributes = wire.attributes.map((attribute) => new FoundAttribute(attribute));
  this.controls = [];
}
const entryGetter = (name, get) => Object.defineProperty(SearchEntry.prototype, name, { get: get, configurable: true });
const asObject = (entry, valuesOf) => {
  const object = { dn: entry.objectName, controls: [] };
  entry.attributes.forEach((attribute) => {
    const values = valuesOf(attribute);
    object[attribute.type] = values.length === 1 ? values[0] : values;
  });
  return object;
};
entryGetter('object', function () {
  return asObject(this, (attribute) => attribute.values);
});
entryGetter('raw', function () {
  return asObject(this, (attribute) => attribute.buffers);
});
entryGetter('pojo', function () {
  return {
    type: 'SearchResultEntry',
    objectName: this.objectName,
    attributes: this.attributes.map((attribute) => ({ type: attribute.type, values: attribute.values })),
  };
});
entryGetter('json', function () {
  return this.pojo;
});
SearchEntry.prototype.toObject = function () {
  return this.object;
};
SearchEntry.prototype.toString = function () {
  return JSON.stringify(this.pojo);
};

function SearchResponse() {
  EventEmitter.call(this);
}
inherit(SearchResponse);
SearchResponse.prototype._emit = function (found, paged) {
  found.entries.forEach((entry) => this.emit('searchEntry', new SearchEntry(entry)));
  found.references.forEach((uris) => this.emit('searchReference', { uris: uris, object: { uris: uris } }));
  const result = { status: found.code, errorMessage: found.message, matchedDN: found.matchedDN };
  try {
    ldap.checked(found);
  } catch (e) {
    this.emit('error', e);
    return;
  }
  if (paged) {
    this.emit('page', result);
  }
  this.emit('end', result);
};

function Client(options) {
  EventEmitter.call(this);
  const given = options || {};
  if (!given.url && !given.urls) {
    throw new TypeError('options.url (string) required');
  }
  // Not enumerable: a script that logs its client must not log the password.
  hide(this, '_options', given);
  hide(this, '_handle', null);
  hide(this, '_gone', false);
  hide(this, '_failure', null);
  this.url = [].concat(given.url || given.urls)[0];
  this.connected = false;
  host.later(() => {
    if (!this._gone && this._handle === null) {
      try {
        this._session();
      } catch (e) {
        // Whoever uses the client is told too.
        hide(this, '_failure', e);
      }
    }
  });
}
inherit(Client);

Client.prototype._session = function () {
  if (this._failure !== null) {
    const failure = this._failure;
    this._failure = null;
    throw failure;
  }
  if (this._gone) {
    throw new ldap.errors.ConnectionError(`${this.url} closed`);
  }
  if (this._handle === null) {
    try {
      this._handle = ldap.connect(this._options);
    } catch (e) {
      host.later(() => this._tell(e));
      throw e;
    }
    this.connected = true;
    host.later(() => this.emit('connect'));
    if (this._options.bindDN && this._options.bindCredentials) {
      ldap.checked(host.ldap.bind(this._handle, ldap.text(this._options.bindDN), ldap.text(this._options.bindCredentials)));
    }
  }
  return this._handle;
};
// An error that nobody listens to would end the run, though the operation that failed has its callback.
Client.prototype._tell = function (error) {
  ['connectError', 'connectRefused', 'error'].forEach((event) => {
    if (this.listenerCount(event) > 0 && (event !== 'connectRefused' || error.code === 'ECONNREFUSED')) {
      this.emit(event, error);
    }
  });
};

// The callback is the last argument; controls before it are ignored.
const last = (given) => Array.prototype.filter.call(given, (argument) => typeof argument === 'function').pop();
const result = (found) => ({ status: found.code, matchedDN: found.matchedDN, errorMessage: found.message });
const operation = (name, work) => {
  Client.prototype[name] = function () {
    const given = arguments;
    const callback = last(given);
    if (typeof callback !== 'function') {
      throw new TypeError('callback (function) required');
    }
    answer(callback, () => work(this, given));
  };
};

operation('bind', (self, given) =>
  result(ldap.checked(host.ldap.bind(self._session(), ldap.text(given[0]), ldap.text(typeof given[1] === 'function' ? '' : given[1]))))
);
operation('starttls', (self, given) => result(ldap.checked(host.ldap.startTls(self._session(), ldap.tlsOptions(given[0])))));
operation('add', (self, given) => result(ldap.checked(host.ldap.add(self._session(), String(given[0]), ldap.wireAttributes(given[1])))));
operation('del', (self, given) => result(ldap.checked(host.ldap.remove(self._session(), String(given[0])))));
operation('modify', (self, given) => result(ldap.checked(host.ldap.modify(self._session(), String(given[0]), ldap.wireChanges(given[1])))));
operation('modifyDN', (self, given) => {
  const parts = String(given[1]).match(/^((?:\\.|[^\\,])+)(?:,(.*))?$/) || [null, String(given[1]), ''];
  return result(ldap.checked(host.ldap.rename(self._session(), String(given[0]), parts[1], parts[2] || '')));
});
Client.prototype.compare = function (name, attribute, value) {
  const callback = last(arguments);
  answer(
    (error, found) => (error ? callback(error) : callback(null, found.code === 6, result(found))),
    () => ldap.checked(host.ldap.compare(this._session(), String(name), String(attribute), ldap.text(value)), [5, 6])
  );
};
Client.prototype.search = function (base, options) {
  const callback = last(arguments);
  if (typeof callback !== 'function') {
    throw new TypeError('callback (function) required');
  }
  const given = typeof options === 'function' ? {} : options;
  let response;
  answer(
    (error, found) => {
      if (error) {
        return callback(error);
      }
      response = new SearchResponse();
      // After the callback, in which the script starts to listen.
      host.later(() => response._emit(found, Boolean(given && given.paged)));
      return callback(null, response);
    },
    () => ldap.search(this._session(), base, given)
  );
};

Client.prototype._close = function () {
  if (!this._gone) {
    this._gone = true;
    this.connected = false;
    if (this._handle !== null) {
      host.ldap.close(this._handle);
      this._handle = null;
      host.later(() => this.emit('close', false));
    }
  }
};
Client.prototype.unbind = function (callback) {
  this._close();
  if (typeof callback === 'function') {
    host.later(callback, null);
  }
};
Client.prototype.destroy = function () {
  this._close();
};

module.exports = Object.assign({}, ldap.errors, ldap.filters, {
  createClient: (options) => new Client(options),
  Client: Client,
  Attribute: ldap.Attribute,
  Change: ldap.Change,
  SearchEntry: SearchEntry,
  DN: ldap.DN,
  parseDN: ldap.parseDN,
  parseFilter: ldap.parseFilter,
  filters: Object.assign({ parseString: ldap.parseFilter }, ldap.filters),
  escape: ldap.escaped,
});
['createServer'].forEach((name) => {
  module.exports[name] = () => {
    throw new Error(`ldapjs.${name}() is not supported here: scripts can not be servers`);
  };
});
module.exports.default = module.exports;
