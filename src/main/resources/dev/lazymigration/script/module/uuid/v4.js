module.exports = require('uuid/dist/v4').default;
