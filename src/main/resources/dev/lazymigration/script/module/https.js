// Node's https (https://nodejs.org/api/https.html), the client part; see http.js.
module.exports = require('internal/node-http')('https:');
