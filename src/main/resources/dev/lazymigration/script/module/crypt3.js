// npm's crypt3: crypt(password, salt) answers at once, with a callback too; createSalt gives a salt of a scheme.
const answer = require('internal/answer');
const crypt3 = require('internal/crypt3');

const createSalt = (type) => {
  const prefixes = { md5: '$1$', sha256: '$5$', sha512: '$6$' };
  const prefix = prefixes[type || 'sha512'];
  return prefix === undefined ? crypt3.salt(2) : prefix + crypt3.salt(prefix === '$1$' ? 8 : 16);
};

const crypt = (password, salt, callback) => {
  const last = typeof salt === 'function' ? salt : callback;
  const setting = typeof salt === 'string' ? salt : createSalt();
  const work = () => crypt3.hash(password, setting);
  return typeof last === 'function' ? answer(last, work) : work();
};
crypt.createSalt = createSalt;
crypt.default = crypt;
module.exports = crypt;
