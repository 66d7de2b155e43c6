// The types of the npm package bson (https://github.com/mongodb/js-bson).
const bson = require('internal/bson');

Object.keys(bson)
  .filter((name) => name !== 'encode' && name !== 'decode')
  .forEach((name) => (module.exports[name] = bson[name]));
module.exports.default = module.exports;
