// npm's auth0 2 (https://github.com/auth0/node-auth0/tree/v2), as far as scripts that move people away from Auth0 use it.
const http = require('internal/http');
const answer = require('internal/answer');

const isFunction = (value) => typeof value === 'function';

const parsed = (text) => {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch (e) {
    return text;
  }
};

const ask = (method, url, headers, body) => {
  const response = http.follow(
    {
      method: method,
      url: url,
      headers: http.pairs(Object.assign({ Accept: 'application/json' }, body === undefined ? {} : { 'Content-Type': 'application/json' }, headers)),
      body: body === undefined ? undefined : JSON.stringify(body),
      decompress: true,
    },
    5,
    () => new Error('Too many redirects')
  );
  const data = parsed(response.body.toString('utf8'));
  if (response.status >= 200 && response.status < 300) {
    return data;
  }
  const told = data || {};
  const error = new Error(String(told.message || told.error_description || response.statusText));
  error.name = String(told.error || 'APIError');
  error.statusCode = response.status;
  error.originalError = { status: response.status, response: { status: response.status, body: data, text: response.body.toString('utf8') } };
  throw error;
};

const queryOf = (params) => {
  const parts = Object.keys(params || {})
    .filter((name) => params[name] !== undefined && params[name] !== null)
    .map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(params[name])}`);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
};

const required = (options, name) => {
  if (typeof options[name] !== 'string' || options[name] === '') {
    throw new Error(`Must provide ${name === 'domain' ? 'a domain' : name}`);
  }
  return options[name];
};

const tokenFor = (options, audience) =>
  ask('POST', `https://${options.domain}/oauth/token`, {}, {
    grant_type: 'client_credentials',
    client_id: options.clientId,
    client_secret: options.clientSecret,
    audience: options.audience || audience,
  }).access_token;

function ManagementClient(options) {
  if (!options || typeof options !== 'object') {
    throw new Error('Management API SDK options must be an object');
  }
  required(options, 'domain');
  if (!options.token && !(options.clientId && options.clientSecret)) {
    throw new Error('Must provide a token, or clientId and clientSecret');
  }
  const base = `https://${options.domain}/api/v2`;
  let token = options.token;
  const call = (method, path, body) => {
    if (!token) {
      token = tokenFor(options, `${base}/`);
    }
    return ask(method, base + path, { Authorization: `Bearer ${token}` }, body);
  };
  // (params?, data?, callback?): the callback is the last of what is given.
  const method = (work) =>
    function () {
      const given = Array.prototype.slice.call(arguments);
      const callback = given.filter(isFunction)[0];
      return answer(callback, () => work.apply(null, given.filter((one) => !isFunction(one))));
    };
  const id = (params) => {
    const value = params && params.id;
    if (typeof value !== 'string' || value === '') {
      throw new Error('The id passed must be a string');
    }
    return encodeURIComponent(value);
  };

  this.users = {
    get: method((params) => call('GET', `/users/${id(params)}${queryOf(Object.assign({}, params, { id: undefined }))}`)),
    getAll: method((params) => call('GET', `/users${queryOf(params)}`)),
    getByEmail: method((email) => call('GET', `/users-by-email${queryOf({ email: email })}`)),
    create: method((data) => call('POST', '/users', data)),
    update: method((params, data) => call('PATCH', `/users/${id(params)}`, data)),
    delete: method((params) => call('DELETE', `/users/${id(params)}`)),
    getRoles: method((params) => call('GET', `/users/${id(params)}/roles${queryOf(Object.assign({}, params, { id: undefined }))}`)),
    updateAppMetadata: method((params, data) => call('PATCH', `/users/${id(params)}`, { app_metadata: data })),
    updateUserMetadata: method((params, data) => call('PATCH', `/users/${id(params)}`, { user_metadata: data })),
  };
  this.connections = {
    get: method((params) => call('GET', `/connections/${id(params)}`)),
    getAll: method((params) => call('GET', `/connections${queryOf(params)}`)),
    update: method((params, data) => call('PATCH', `/connections/${id(params)}`, data)),
  };
  this.getUser = this.users.get;
  this.getUsers = this.users.getAll;
  this.getUsersByEmail = this.users.getByEmail;
  this.createUser = this.users.create;
  this.updateUser = this.users.update;
  this.deleteUser = this.users.delete;
  this.getUserRoles = this.users.getRoles;
  this.updateAppMetadata = this.users.updateAppMetadata;
  this.updateUserMetadata = this.users.updateUserMetadata;
  this.getConnection = this.connections.get;
  this.getConnections = this.connections.getAll;
  this.updateConnection = this.connections.update;
  this.getAccessToken = () =>
    answer(undefined, () => {
      token = token || tokenFor(options, `${base}/`);
      return token;
    });
}

function AuthenticationClient(options) {
  if (!options || typeof options !== 'object') {
    throw new Error('Authentication Client SDK options must be an object');
  }
  required(options, 'domain');
  const base = `https://${options.domain}`;
  const client = { client_id: options.clientId, client_secret: options.clientSecret };
  const grant = (defaults) => (given, callback) =>
    answer(callback, () => ask('POST', `${base}/oauth/token`, {}, Object.assign({}, client, defaults(given || {}), given)));
  const password = grant((given) => ({
    grant_type: given.realm ? 'http://auth0.com/oauth/grant-type/password-realm' : 'password',
  }));

  this.clientCredentialsGrant = grant(() => ({ grant_type: 'client_credentials' }));
  this.passwordGrant = password;
  // With a connection, the way of before there were realms; the secret is not part of it.
  const legacy = (given) =>
    ask('POST', `${base}/oauth/ro`, {}, Object.assign({ client_id: options.clientId, grant_type: 'password', scope: 'openid' }, given));
  const signIn = (given, callback) =>
    given && given.connection ? answer(callback, () => legacy(given)) : password(given, callback);
  this.oauth = { passwordGrant: password, signIn: signIn };
  this.getProfile = (accessToken, callback) =>
    answer(callback, () => ask('GET', `${base}/userinfo`, { Authorization: `Bearer ${accessToken}` }));
  this.users = { getInfo: this.getProfile };
  this.requestChangePasswordEmail = (given, callback) =>
    answer(callback, () =>
      ask('POST', `${base}/dbconnections/change_password`, {}, Object.assign({ client_id: options.clientId }, given))
    );
  this.database = {
    requestChangePasswordEmail: this.requestChangePasswordEmail,
    signIn: (given, callback) =>
      answer(callback, () => {
        if (!given || typeof given !== 'object') {
          throw new Error('Missing user data object');
        }
        ['username', 'password'].forEach((name) => {
          if (typeof given[name] !== 'string' || given[name].trim() === '') {
            throw new Error(`${name} field is required`);
          }
        });
        return legacy(Object.assign({ connection: 'Username-Password-Authentication' }, given));
      }),
  };
}

module.exports = { ManagementClient: ManagementClient, AuthenticationClient: AuthenticationClient };
module.exports.default = module.exports;
