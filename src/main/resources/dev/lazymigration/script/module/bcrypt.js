// npm's bcrypt 5 (https://github.com/kelektiv/node.bcrypt.js), with its messages. Takes PHP's $2y$ as well.
const answer = require('internal/answer');

const isData = (value) => typeof value === 'string' || value instanceof Uint8Array;
const isMissing = (value) => value === undefined || value === null;

const compareSync = (data, hash) => {
  if (isMissing(data) || isMissing(hash)) {
    throw new Error('data and hash arguments required');
  }
  if (!isData(data) || typeof hash !== 'string') {
    throw new Error('data must be a string or Buffer and hash must be a string');
  }
  return host.bcrypt.compare(data, hash);
};

const genSaltSync = (rounds, minor) => {
  if (rounds && typeof rounds !== 'number') {
    throw new Error('rounds must be a number');
  }
  return host.bcrypt.genSalt(Math.min(Math.max(Math.floor(rounds || 10), 4), 31), minor || 'b');
};

const hashSync = (data, salt) => {
  if (isMissing(data) || isMissing(salt)) {
    throw new Error('data and salt arguments required');
  }
  if (!isData(data) || (typeof salt !== 'string' && typeof salt !== 'number')) {
    throw new Error(
      'data must be a string or Buffer and salt must either be a salt string or a number of rounds'
    );
  }
  return host.bcrypt.hash(data, typeof salt === 'number' ? genSaltSync(salt) : salt);
};

const getRounds = (hash) => {
  if (isMissing(hash)) {
    throw new Error('hash argument required');
  }
  if (typeof hash !== 'string') {
    throw new Error('hash must be a string');
  }
  const form = /^\$2[aby]?\$(\d\d)\$/.exec(hash);
  if (form === null) {
    throw new Error('invalid hash provided');
  }
  return parseInt(form[1], 10);
};

module.exports = {
  compare: (data, hash, callback) => answer(callback, () => compareSync(data, hash)),
  compareSync: compareSync,
  hash: (data, salt, callback) => answer(callback, () => hashSync(data, salt)),
  hashSync: hashSync,
  // genSalt(rounds?, minor?, callback?)
  genSalt: (rounds, minor, callback) => {
    const last = [rounds, minor, callback].filter((argument) => typeof argument === 'function')[0];
    const given = (argument) => (typeof argument === 'function' ? undefined : argument);
    return answer(last, () => genSaltSync(given(rounds), given(minor)));
  },
  genSaltSync: genSaltSync,
  getRounds: getRounds,
};
module.exports.default = module.exports;
