// npm's apache-crypt: the traditional hashes of crypt(3) in htpasswd files.
const crypt3 = require('internal/crypt3');

module.exports = (password, salt) => crypt3.hash(password, salt || crypt3.salt(2));
module.exports.default = module.exports;
