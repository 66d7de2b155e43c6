// npm's unixcrypt: $5$ and $6$ there, all of crypt(3) here.
const crypt3 = require('internal/crypt3');

module.exports = {
  encrypt: (plaintext, salt) => crypt3.hash(plaintext, salt || `$6$${crypt3.salt(16)}`),
  verify: (plaintext, hash) => crypt3.compare(plaintext, hash),
};
module.exports.default = module.exports;
