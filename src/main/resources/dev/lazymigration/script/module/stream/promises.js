// Node's stream/promises.
module.exports = require('stream').promises;
