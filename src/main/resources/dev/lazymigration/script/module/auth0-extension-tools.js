// npm's auth0-extension-tools, of which scripts use the way to a client of the Management API.
const ManagementClient = require('auth0').ManagementClient;

const known = new Map();
const clientOf = (options) => new ManagementClient(options.accessToken ? { domain: options.domain, token: options.accessToken } : options);

module.exports.managementApi = {
  getClient: (options) => {
    const key = JSON.stringify([options.domain, options.clientId]);
    return new Promise((resolve) => {
      if (!known.has(key)) {
        known.set(key, clientOf(options));
      }
      resolve(known.get(key));
    });
  },
  getAccessToken: (options) => new ManagementClient(options).getAccessToken(),
};
