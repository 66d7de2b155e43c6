// npm's aspnet-identity-pw: the hashes of ASP.NET Identity 1 and 2 and of SimpleMembership; here also those of version 3.
const crypto = require('crypto');

const digests = ['sha1', 'sha256', 'sha512'];

const equal = (one, other) => one.length === other.length && one.length > 0 && crypto.timingSafeEqual(one, other);

const validatePassword = (password, stored) => {
  const hash = Buffer.from(String(stored), 'base64');
  if (hash[0] === 0 && hash.length === 49) {
    return equal(crypto.pbkdf2Sync(password, hash.slice(1, 17), 1000, 32, 'sha1'), hash.slice(17));
  }
  if (hash[0] !== 1 || hash.length < 14) {
    return false;
  }
  const digest = digests[hash.readUInt32BE(1)];
  const iterations = hash.readUInt32BE(5);
  const end = 13 + hash.readUInt32BE(9);
  const key = hash.slice(end);
  return (
    digest !== undefined &&
    key.length > 0 &&
    equal(crypto.pbkdf2Sync(password, hash.slice(13, end), iterations, key.length, digest), key)
  );
};

const hashPassword = (password) => {
  const salt = crypto.randomBytes(16);
  const key = crypto.pbkdf2Sync(password, salt, 1000, 32, 'sha1');
  return Buffer.concat([Buffer.from([0]), salt, key]).toString('base64');
};

module.exports = { hashPassword: hashPassword, validatePassword: validatePassword };
module.exports.default = module.exports;
