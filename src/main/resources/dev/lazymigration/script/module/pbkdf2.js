// npm's pbkdf2 is crypto's.
const { pbkdf2, pbkdf2Sync } = require('crypto');

module.exports = { pbkdf2: pbkdf2, pbkdf2Sync: pbkdf2Sync };
