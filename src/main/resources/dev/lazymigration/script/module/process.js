// The global of the same name.
module.exports = process;
