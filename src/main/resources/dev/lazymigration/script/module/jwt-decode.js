// npm's jwt-decode 3, which is the function itself, with the name that version 4 has for it.
module.exports = require('jwt-decode/build/jwt-decode.cjs');
module.exports.jwtDecode = module.exports;
