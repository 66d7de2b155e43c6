// There is a native one.
module.exports = Promise;
