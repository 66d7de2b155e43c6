// ldapts (https://github.com/ldapts/ldapts): LDAP with promises.
const answer = require('internal/answer');
const bytes = require('internal/bytes');
const ldap = require('internal/ldap');

function Client(options) {
  if (!(this instanceof Client)) {
    throw new TypeError("Class constructor Client cannot be invoked without 'new'");
  }
  if (!options || !options.url) {
    throw new Error('url is required');
  }
  // Not enumerable: a script that logs its client must not log what is in it.
  ldap.hide(this, '_options', options);
  ldap.hide(this, '_handle', null);
}
Object.defineProperty(Client.prototype, 'isConnected', {
  get: function () {
    return this._handle !== null;
  },
  configurable: true,
});
Client.prototype._session = function () {
  if (this._handle === null) {
    this._handle = ldap.connect(this._options);
  }
  return this._handle;
};

const operation = (name, work) => {
  Client.prototype[name] = function () {
    const given = arguments;
    return answer(undefined, () => work(this, given));
  };
};
operation('bind', (self, given) => {
  ldap.checked(host.ldap.bind(self._session(), ldap.text(given[0]), ldap.text(given[1])));
});
operation('startTLS', (self, given) => {
  ldap.checked(host.ldap.startTls(self._session(), ldap.tlsOptions(given[0])));
});
operation('add', (self, given) => {
  ldap.checked(host.ldap.add(self._session(), String(given[0]), ldap.wireAttributes(given[1])));
});
operation('del', (self, given) => {
  ldap.checked(host.ldap.remove(self._session(), String(given[0])));
});
operation('modify', (self, given) => {
  ldap.checked(host.ldap.modify(self._session(), String(given[0]), ldap.wireChanges(given[1])));
});
operation('modifyDN', (self, given) => {
  const parts = String(given[1]).match(/^((?:\\.|[^\\,])+)(?:,(.*))?$/) || [null, String(given[1]), ''];
  ldap.checked(host.ldap.rename(self._session(), String(given[0]), parts[1], parts[2] || ''));
});
operation('compare', (self, given) =>
  ldap.checked(host.ldap.compare(self._session(), String(given[0]), String(given[1]), ldap.text(given[2])), [5, 6]).code === 6
);
operation('unbind', (self) => {
  if (self._handle !== null) {
    host.ldap.close(self._handle);
    self._handle = null;
  }
});

const binary = /;binary$/i;
operation('search', (self, given) => {
  // Here the whole tree is the default.
  const options = Object.assign({ scope: 'sub' }, given[1]);
  const asBuffers = ldap.toList(options.explicitBufferAttributes).map((name) => name.toLowerCase());
  const found = ldap.checked(ldap.search(self._session(), given[0], options));
  const value = (attribute) => {
    const values = attribute.values.map(bytes);
    const raw = binary.test(attribute.type) || asBuffers.indexOf(attribute.type.toLowerCase()) >= 0;
    const read = raw ? values : values.map((buffer) => buffer.toString('utf8'));
    return read.length === 1 ? read[0] : read;
  };
  const entries = found.entries.map((wire) => {
    const entry = { dn: wire.dn };
    wire.attributes.forEach((attribute) => (entry[attribute.type] = value(attribute)));
    // What was asked for and is not there is an empty list.
    const present = Object.keys(entry).map((name) => name.toLowerCase());
    ldap.toList(options.attributes)
      .filter((name) => name !== '*' && name !== '+' && name !== '1.1' && present.indexOf(name.toLowerCase()) < 0)
      .forEach((name) => (entry[name] = []));
    return entry;
  });
  return { searchEntries: entries, searchReferences: [].concat.apply([], found.references) };
});

module.exports = Object.assign({}, ldap.errors, ldap.filters, {
  Client: Client,
  Attribute: ldap.Attribute,
  Change: ldap.Change,
  DN: ldap.DN,
  FilterParser: { parseString: ldap.parseFilter },
  ResultCodeError: ldap.errors.LDAPError,
});
module.exports.default = module.exports;
