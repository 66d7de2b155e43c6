// npm's uuid 8, and what it was up to version 6: a function that makes one of version 4.
const bundled = require('uuid/dist/index');

module.exports = Object.assign((options, bytes, offset) => bundled.v4(options, bytes, offset), bundled);
module.exports.default = module.exports;
