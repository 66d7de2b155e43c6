module.exports = require('internal/request-promise')(Promise);
