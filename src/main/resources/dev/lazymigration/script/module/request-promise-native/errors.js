module.exports = require('request-promise/errors');
