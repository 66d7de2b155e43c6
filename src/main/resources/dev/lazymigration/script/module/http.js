// Node's http (https://nodejs.org/api/http.html), the client part. The call is made when the request has been ended, in a
// task of its own; the answer is complete when "response" is emitted.
module.exports = require('internal/node-http')('http:');
