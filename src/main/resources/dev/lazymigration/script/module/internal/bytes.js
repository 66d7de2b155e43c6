// bytes(array) is the Buffer over what a host function answered as Uint8Array, without a copy.
module.exports = function bytes(array) {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
};
