module.exports = require('internal/request-promise')(require('bluebird'));
