// npm's bcrypt-nodejs: bcrypt with a progress function before the callback of hash.
const bcrypt = require('bcrypt');

const lastFunction = (given) => given.filter((argument) => typeof argument === 'function').slice(-1)[0];

module.exports = {
  genSalt: bcrypt.genSalt,
  genSaltSync: bcrypt.genSaltSync,
  getRounds: bcrypt.getRounds,
  compare: bcrypt.compare,
  compareSync: bcrypt.compareSync,
  hash: (data, salt, progress, callback) =>
    bcrypt.hash(data, typeof salt === 'string' ? salt : bcrypt.genSaltSync(10), lastFunction([progress, callback])),
  hashSync: (data, salt) => bcrypt.hashSync(data, salt || bcrypt.genSaltSync(10)),
};
module.exports.default = module.exports;
