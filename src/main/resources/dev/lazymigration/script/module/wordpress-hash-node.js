// npm's wordpress-hash-node: the hashes of WordPress, here also those since WordPress 6.8, and MD5 of the oldest.
const phpass = require('internal/phpass');
const crypt3 = require('internal/crypt3');
const crypto = require('crypto');

const CheckPassword = (password, stored) => {
  if (/^[0-9a-f]{32}$/.test(stored)) {
    return crypt3.same(crypto.createHash('md5').update(password).digest('hex'), stored);
  }
  if (stored.indexOf('$wp') === 0) {
    const digest = crypto.createHmac('sha384', 'wp-sha384').update(password.trim()).digest('base64');
    return host.bcrypt.compare(digest, stored.slice('$wp'.length));
  }
  return phpass.isPortable(stored) ? phpass.check(password, stored) : host.bcrypt.compare(password, stored);
};

module.exports = {
  CheckPassword: CheckPassword,
  HashPassword: (password) => phpass.newHash(password, 13),
};
module.exports.default = module.exports;
