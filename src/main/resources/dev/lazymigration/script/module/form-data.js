module.exports = require('internal/form-data').FormData;
module.exports.default = module.exports;
