// @node-rs/bcrypt.
const bcrypt = require('bcrypt');

module.exports = {
  compare: (password, hash) => bcrypt.compare(password, hash),
  compareSync: bcrypt.compareSync,
  verify: (password, hash) => bcrypt.compare(password, hash),
  verifySync: bcrypt.compareSync,
  hash: (password, round) => bcrypt.hash(password, round || 12),
  hashSync: (password, round) => bcrypt.hashSync(password, round || 12),
  genSalt: (round, version) => bcrypt.genSalt(round || 12, version === '2a' ? 'a' : 'b'),
  genSaltSync: (round, version) => bcrypt.genSaltSync(round || 12, version === '2a' ? 'a' : 'b'),
};
module.exports.default = module.exports;
