// npm's bcryptjs has the functions of bcrypt.
module.exports = require('bcrypt');
