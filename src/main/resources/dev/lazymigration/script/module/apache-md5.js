// npm's apache-md5: the $apr1$ hashes of htpasswd.
const crypt3 = require('internal/crypt3');

module.exports = (password, salt) =>
  crypt3.hash(password, `$apr1$${salt ? String(salt).replace(/^\$apr1\$/, '') : crypt3.salt(8)}`);
module.exports.default = module.exports;
