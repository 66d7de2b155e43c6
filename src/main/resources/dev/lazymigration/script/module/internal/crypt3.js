// crypt(3): hash(password, setting), where the setting is a salt with its scheme, or a whole hash; and compare.
const bytes = require('internal/bytes');

const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const salt = (length) => {
  const random = bytes(host.hash.randomBytes(length));
  let text = '';
  for (let i = 0; i < length; i++) {
    text += alphabet.charAt(random[i] & 63);
  }
  return text;
};

const hash = (password, setting) =>
  /^\$2[aby]\$/.test(setting) ? host.bcrypt.hash(password, setting) : host.crypt.crypt(password, setting);

const same = (one, other) =>
  one.length === other.length && host.hash.timingSafeEqual(one, other);

module.exports = {
  hash: hash,
  salt: salt,
  same: same,
  compare: (password, stored) => same(hash(password, stored), stored),
};
