// mysql2/promise: the same with promises of [rows, fields].
const answer = require('internal/answer');
const mysql2 = require('internal/mysql2');

module.exports = {
  createConnection: (given) => {
    return answer(undefined, () => {
      const connection = mysql2.base.exported.createConnection(given);
      connection._open();
      return new mysql2.PromiseConnection(connection);
    });
  },
  createPool: (given) => new mysql2.PromisePool(mysql2.base.exported.createPool(given)),
  escape: mysql2.base.exported.escape,
  escapeId: mysql2.base.exported.escapeId,
  format: mysql2.base.exported.format,
  raw: mysql2.base.exported.raw,
  Types: mysql2.base.exported.Types,
};
module.exports.default = module.exports;
