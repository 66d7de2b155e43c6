module.exports = require('uuid/dist/v3').default;
