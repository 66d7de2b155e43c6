// What ldapjs and ldapts have in common: errors with their result codes, filters, names, attributes, and the way to the
// host.
const names = {
  1: 'OperationsError',
  2: 'ProtocolError',
  3: 'TimeLimitExceededError',
  4: 'SizeLimitExceededError',
  7: 'AuthMethodNotSupportedError',
  8: 'StrongAuthRequiredError',
  10: 'ReferralError',
  11: 'AdminLimitExceededError',
  12: 'UnavailableCriticalExtensionError',
  13: 'ConfidentialityRequiredError',
  14: 'SaslBindInProgressError',
  16: 'NoSuchAttributeError',
  17: 'UndefinedAttributeTypeError',
  18: 'InappropriateMatchingError',
  19: 'ConstraintViolationError',
  20: 'AttributeOrValueExistsError',
  21: 'InvalidAttributeSyntaxError',
  32: 'NoSuchObjectError',
  33: 'AliasProblemError',
  34: 'InvalidDnSyntaxError',
  36: 'AliasDerefProblemError',
  48: 'InappropriateAuthenticationError',
  49: 'InvalidCredentialsError',
  50: 'InsufficientAccessRightsError',
  51: 'BusyError',
  52: 'UnavailableError',
  53: 'UnwillingToPerformError',
  54: 'LoopDetectError',
  64: 'NamingViolationError',
  65: 'ObjectclassViolationError',
  66: 'NotAllowedOnNonLeafError',
  67: 'NotAllowedOnRdnError',
  68: 'EntryAlreadyExistsError',
  69: 'ObjectclassModsProhibitedError',
  71: 'AffectsMultipleDsasError',
  80: 'OtherError',
};
const hide = (target, name, value) =>
  Object.defineProperty(target, name, { value: value, writable: true, enumerable: false, configurable: true });

function LDAPError(message, dn) {
  const error = this instanceof LDAPError ? this : Object.create(LDAPError.prototype);
  hide(error, 'message', message === undefined ? '' : String(message));
  hide(error, 'stack', new Error().stack);
  error.lde_message = error.message;
  error.lde_dn = dn || null;
  return error;
}
LDAPError.prototype = Object.create(Error.prototype);
hide(LDAPError.prototype, 'constructor', LDAPError);
hide(LDAPError.prototype, 'name', 'LDAPError');
Object.defineProperty(LDAPError.prototype, 'dn', {
  get: function () {
    return this.lde_dn || '';
  },
  configurable: true,
});

const errors = { LDAPError: LDAPError };
const byCode = {};
const errorClass = (name, code) => {
  const type = function (message, dn) {
    const error = this instanceof type ? this : Object.create(type.prototype);
    LDAPError.call(error, message === undefined ? name : message, dn);
    error.code = code;
    return error;
  };
  hide(type, 'name', name);
  type.prototype = Object.create(LDAPError.prototype);
  hide(type.prototype, 'constructor', type);
  hide(type.prototype, 'name', name);
  errors[name] = type;
  byCode[code] = type;
};
Object.keys(names).forEach((code) => errorClass(names[code], Number(code)));
errorClass('ConnectionError', 81);
errorClass('AbandonedError', 118);
errorClass('TimeoutError', 85);

// The answer of the host when it is success, or else the error that it stands for.
const checked = (answer, expected) => {
  if (answer.code === 0 || (expected && expected.indexOf(answer.code) >= 0)) {
    return answer;
  }
  const type = byCode[answer.code] || LDAPError;
  const error = new type(answer.message || names[answer.code] || 'unknown error', answer.matchedDN);
  error.code = answer.code;
  throw error;
};

// In a filter (RFC 4515).
const escaped = (value) => {
  const text = value instanceof Uint8Array ? value : String(value);
  return typeof text === 'string'
    ? text.replace(/[\0()*\\]/g, (c) => `\\${('0' + c.charCodeAt(0).toString(16)).slice(-2)}`)
    : Array.from(text)
        .map((byte) => `\\${('0' + byte.toString(16)).slice(-2)}`)
        .join('');
};
// In a name (RFC 4514).
const escapedDn = (value) =>
  String(value)
    .replace(/[\\,+"<>;=]/g, '\\$&')
    .replace(/\0/g, '\\00')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ');

const filters = {};
const filterClass = (name, construct, write) => {
  const type = function (given) {
    if (!(this instanceof type)) {
      return new type(given);
    }
    construct(this, given || {});
  };
  hide(type, 'name', name);
  type.prototype.toString = function () {
    return write(this);
  };
  filters[name] = type;
};
const attribute = (self, given) => (self.attribute = String(given.attribute || ''));
const compared = (sign) => (self) => `(${self.attribute}${sign}${escaped(self.value)})`;
['Equality', 'Approximate', 'GreaterThanEquals', 'LessThanEquals'].forEach((name, i) => {
  filterClass(
    `${name}Filter`,
    (self, given) => {
      attribute(self, given);
      self.value = given.value === undefined ? '' : given.value;
    },
    compared(['=', '~=', '>=', '<='][i])
  );
});
filterClass('PresenceFilter', attribute, (self) => `(${self.attribute}=*)`);
filterClass(
  'SubstringFilter',
  (self, given) => {
    attribute(self, given);
    self.initial = given.initial || given.subInitial || '';
    self.any = given.any || given.subAny || [];
    self.final = given.final || given.subFinal || '';
  },
  (self) => `(${self.attribute}=${[self.initial].concat(self.any, [self.final]).map(escaped).join('*')})`
);
filterClass(
  'ExtensibleFilter',
  (self, given) => {
    self.attribute = String(given.attribute || given.matchType || '');
    self.rule = given.rule || given.matchingRule || '';
    self.value = given.value === undefined ? '' : given.value;
    self.dnAttributes = given.dnAttributes === true;
  },
  (self) =>
    `(${self.attribute}${self.dnAttributes ? ':dn' : ''}${self.rule ? `:${self.rule}` : ''}:=${escaped(self.value)})`
);
const parts = (self, given) => (self.filters = Array.isArray(given) ? given : given.filters || (given.filter ? [given.filter] : []));
filterClass('AndFilter', parts, (self) => `(&${self.filters.map(String).join('')})`);
filterClass('OrFilter', parts, (self) => `(|${self.filters.map(String).join('')})`);
filterClass(
  'NotFilter',
  (self, given) => (self.filter = given.filter),
  (self) => `(!${self.filter})`
);

// A filter as text stays text; the host reads it.
function ParsedFilter(text) {
  hide(this, '_text', text);
}
ParsedFilter.prototype.toString = function () {
  return this._text;
};
const parseFilter = (text) => {
  const trimmed = String(text).trim();
  return new ParsedFilter(trimmed[0] === '(' ? trimmed : `(${trimmed})`);
};

const rdnPattern = /((?:\\.|[^\\,=+])+)=((?:"(?:\\.|[^"\\])*"|\\.|[^\\,+"])*)/g;
function DN(text) {
  hide(this, '_text', text);
  this.rdns = text === '' ? [] : text.match(/(?:\\.|"(?:\\.|[^"\\])*"|[^\\,"])+/g).map((part) => part.trim());
}
DN.prototype.toString = function () {
  return this._text;
};
DN.prototype.format = DN.prototype.toString;
DN.prototype.equals = function (other) {
  const normal = (dn) => (dn instanceof DN ? dn : new DN(String(dn))).rdns.map((rdn) => rdn.toLowerCase().replace(/\s*=\s*/, '=')).join(',');
  return normal(this) === normal(other);
};
DN.prototype.parent = function () {
  return this.rdns.length === 0 ? null : new DN(this.rdns.slice(1).join(','));
};
DN.prototype.childOf = function (other) {
  const parent = other instanceof DN ? other : new DN(String(other));
  const rest = this.rdns.length - parent.rdns.length;
  return rest > 0 && new DN(this.rdns.slice(rest).join(',')).equals(parent);
};
const parseDN = (text) => {
  const name = String(text).trim();
  if (name !== '' && !new RegExp(`^\\s*(?:${rdnPattern.source}\\s*[,+]?\\s*)+$`).test(name)) {
    throw new errors.InvalidDnSyntaxError(`${name} is not a distinguished name`);
  }
  return new DN(name);
};

const toList = (value) => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]);
const asValue = (value) => (value instanceof Uint8Array ? value : String(value));
function Attribute(given) {
  if (!(this instanceof Attribute)) {
    return new Attribute(given);
  }
  const from = given || {};
  this.type = from.type || '';
  this.values = toList(from.values === undefined ? from.vals : from.values);
}
Object.defineProperty(Attribute.prototype, 'vals', {
  get: function () {
    return this.values;
  },
  set: function (values) {
    this.values = toList(values);
  },
  configurable: true,
});
// { type, values } as the host takes it, from an Attribute, or from an object with the attributes' names.
const wireAttributes = (given) => {
  if (Array.isArray(given)) {
    return given.map((one) => ({ type: one.type, values: toList(one.values === undefined ? one.vals : one.values).map(asValue) }));
  }
  if (given instanceof Attribute || (typeof given.type === 'string' && (given.values || given.vals))) {
    return wireAttributes([given]);
  }
  return Object.keys(given).map((type) => ({ type: type, values: toList(given[type]).map(asValue) }));
};
function Change(given) {
  if (!(this instanceof Change)) {
    return new Change(given);
  }
  this.operation = given.operation || given.type || 'add';
  this.modification = given.modification;
}
const wireChanges = (changes) =>
  [].concat.apply(
    [],
    [].concat(changes).map((change) =>
      wireAttributes(change.modification).map((attribute) => Object.assign(attribute, { operation: String(change.operation || change.type).toLowerCase() }))
    )
  );

const tlsOptions = (options) => {
  const given = options || {};
  return {
    ca: given.ca ? [].concat(given.ca).map(asValue) : [],
    rejectUnauthorized: given.rejectUnauthorized !== false,
  };
};
const connect = (options) =>
  host.ldap.connect({
    urls: [].concat(options.url || options.urls || []).map(String),
    connectTimeout: Number(options.connectTimeout) || 0,
    timeout: Number(options.timeout) || 0,
    tlsOptions: tlsOptions(options.tlsOptions),
  });
const search = (handle, base, options) => {
  const given = typeof options === 'string' || !options || options.attribute ? { filter: options || undefined } : options;
  const paged = given.paged;
  return host.ldap.search(handle, String(base), {
    scope: given.scope || 'base',
    filter: String(given.filter || '(objectclass=*)'),
    attributes: toList(given.attributes).map(String),
    sizeLimit: Number(given.sizeLimit) || 0,
    timeLimit: Number(given.timeLimit) || 0,
    pageSize: paged ? Number(paged.pageSize) || 100 : 0,
  });
};
// A password or name that is missing is an empty one.
const text = (value) => (value === undefined || value === null ? '' : String(value));

module.exports = {
  errors: errors,
  filters: filters,
  checked: checked,
  escaped: escaped,
  escapedDn: escapedDn,
  parseFilter: parseFilter,
  parseDN: parseDN,
  DN: DN,
  Attribute: Attribute,
  Change: Change,
  wireAttributes: wireAttributes,
  wireChanges: wireChanges,
  tlsOptions: tlsOptions,
  connect: connect,
  search: search,
  text: text,
  toList: toList,
  hide: hide,
};
