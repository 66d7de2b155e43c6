module.exports = require('uuid/dist/v5').default;
