// npm's crypt3-sync is crypt3 without callbacks.
module.exports = require('crypt3');
