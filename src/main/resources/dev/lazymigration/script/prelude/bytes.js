// Buffer, and what stands on it.
(function (shared, define, native, buffer) {
  const Buffer = buffer.Buffer;
  // The npm package is older than this encoding.
  const isBase64Url = (encoding) => typeof encoding === 'string' && encoding.toLowerCase() === 'base64url';
  const isEncoding = Buffer.isEncoding;
  const from = Buffer.from;
  const toText = Buffer.prototype.toString;
  Buffer.isEncoding = (encoding) => isBase64Url(encoding) || isEncoding(encoding);
  Buffer.from = (value, encoding, length) => from(value, isBase64Url(encoding) ? 'base64' : encoding, length);
  Buffer.prototype.toString = function (encoding, start, end) {
    return isBase64Url(encoding)
      ? toText.call(this, 'base64', start, end).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
      : toText.apply(this, arguments);
  };
  define(shared, 'Buffer', Buffer);
  define(shared, 'btoa', (text) => Buffer.from(String(text), 'latin1').toString('base64'));
  define(shared, 'atob', (text) => Buffer.from(String(text), 'base64').toString('latin1'));

  function TextEncoder() {}
  TextEncoder.prototype.encoding = 'utf-8';
  TextEncoder.prototype.encode = (text) => new Uint8Array(Buffer.from(text === undefined ? '' : String(text), 'utf8'));
  define(shared, 'TextEncoder', TextEncoder);

  function TextDecoder(encoding) {
    this.encoding = encoding === undefined ? 'utf-8' : String(encoding).toLowerCase();
    if (!Buffer.isEncoding(this.encoding)) {
      throw new RangeError('The encoding "' + encoding + '" is not supported');
    }
  }
  TextDecoder.prototype.decode = function (bytes) {
    if (bytes === undefined) {
      return '';
    }
    const view = bytes.buffer ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : Buffer.from(bytes);
    return view.toString(this.encoding);
  };
  define(shared, 'TextDecoder', TextDecoder);
})
