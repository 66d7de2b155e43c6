// npm's sha1: sha1(text or bytes, options?).
const crypto = require('crypto');

module.exports = (data, options) => {
  const given = options || {};
  const encoding = given.encoding === 'binary' ? 'latin1' : 'utf8';
  const digest = crypto.createHash('sha1').update(Array.isArray(data) ? Buffer.from(data) : data, encoding).digest();
  if (given.asBytes) {
    return Array.from(digest);
  }
  return digest.toString(given.asString ? 'latin1' : 'hex');
};
module.exports.default = module.exports;
