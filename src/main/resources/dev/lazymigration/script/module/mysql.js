// npm's mysql 2 (https://github.com/mysqljs/mysql). The module itself is a function too, the free global
// mysql(configuration) of the Webtask scripts.
const types = require('internal/mysql-types');

module.exports = require('internal/mysql')({
  cast: types.mysql,
  header: (result) => ({
    fieldCount: 0,
    affectedRows: result.affectedRows,
    insertId: Number(result.insertId),
    serverStatus: result.serverStatus,
    warningCount: result.warningCount,
    message: result.info,
    protocol41: true,
    changedRows: types.changedRows(result.info),
  }),
  message: (code, text) => `${code}: ${text}`,
  closed: ['Cannot enqueue Query after invoking quit.', 'PROTOCOL_ENQUEUE_AFTER_QUIT'],
}).exported;
module.exports.default = module.exports;
