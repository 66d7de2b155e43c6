// mysql2 3 (https://sidorares.github.io/node-mysql2), with callbacks.
const mysql2 = require('internal/mysql2');

module.exports = mysql2.base.exported;
Object.defineProperty(module.exports, 'promise', { get: () => require('mysql2/promise'), enumerable: true });
module.exports.default = module.exports;
