module.exports = require('uuid/dist/v1').default;
