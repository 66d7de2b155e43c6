// FormData of the web (https://xhr.spec.whatwg.org/#formdata) and of npm's form-data in one; Blob and File as far as they
// are needed for it.
const toBuffer = (value) => {
  if (typeof value === 'string') {
    return Buffer.from(value, 'utf8');
  }
  if (value instanceof Blob) {
    return value._bytes;
  }
  if (value instanceof ArrayBuffer) {
    return Buffer.from(value);
  }
  if (ArrayBuffer.isView(value)) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
  return Buffer.from(String(value), 'utf8');
};

function Blob(parts, options) {
  const bytes = Buffer.concat(Array.from(parts || [], toBuffer));
  Object.defineProperty(this, '_bytes', { value: bytes });
  this.size = bytes.length;
  this.type = options && options.type ? String(options.type).toLowerCase() : '';
}
Blob.prototype.text = function () {
  return Promise.resolve(this._bytes.toString('utf8'));
};
Blob.prototype.arrayBuffer = function () {
  return Promise.resolve(new Uint8Array(this._bytes).buffer);
};
Blob.prototype.slice = function (start, end, type) {
  return new Blob([this._bytes.slice(start, end)], { type: type });
};
Blob.prototype[Symbol.toStringTag] = 'Blob';

function File(parts, name, options) {
  Blob.call(this, parts, options);
  this.name = String(name);
  this.lastModified = (options && options.lastModified) || 0;
}
Object.setPrototypeOf(File.prototype, Blob.prototype);
File.prototype[Symbol.toStringTag] = 'File';

const escaped = (text) => String(text).replace(/\r\n|\r|\n/g, '%0D%0A').replace(/"/g, '%22');

function FormData() {
  Object.defineProperty(this, '_fields', { value: [], writable: true });
  Object.defineProperty(this, '_boundary', {
    value: `--------------------------${Array.from({ length: 24 }, () => Math.floor(Math.random() * 10)).join('')}`,
  });
}
FormData.prototype[Symbol.toStringTag] = 'FormData';

// append(name, value, file name) or, as npm's form-data has it, append(name, value, { filename, contentType })
const field = (name, value, options) => {
  const given = typeof options === 'string' ? { filename: options } : options || {};
  const isFile = value instanceof Blob || Buffer.isBuffer(value) || ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
  const filename = given.filename || (isFile && value.name) || (value instanceof Blob ? 'blob' : undefined);
  return {
    name: String(name),
    value: isFile ? value : String(value),
    filename: filename,
    type: given.contentType || (isFile && value.type) || (filename ? 'application/octet-stream' : undefined),
  };
};

FormData.prototype.append = function (name, value, options) {
  this._fields.push(field(name, value, options));
};
FormData.prototype.delete = function (name) {
  this._fields = this._fields.filter((one) => one.name !== String(name));
};
FormData.prototype.set = function (name, value, options) {
  this.delete(name);
  this.append(name, value, options);
};
FormData.prototype.getAll = function (name) {
  return this._fields.filter((one) => one.name === String(name)).map((one) => one.value);
};
FormData.prototype.get = function (name) {
  const all = this.getAll(name);
  return all.length === 0 ? null : all[0];
};
FormData.prototype.has = function (name) {
  return this.getAll(name).length > 0;
};
FormData.prototype.forEach = function (work, self) {
  this._fields.forEach((one) => work.call(self, one.value, one.name, this));
};
FormData.prototype.entries = function () {
  return this._fields.map((one) => [one.name, one.value])[Symbol.iterator]();
};
FormData.prototype.keys = function () {
  return this._fields.map((one) => one.name)[Symbol.iterator]();
};
FormData.prototype.values = function () {
  return this._fields.map((one) => one.value)[Symbol.iterator]();
};
FormData.prototype[Symbol.iterator] = FormData.prototype.entries;

FormData.prototype.getBoundary = function () {
  return this._boundary;
};
FormData.prototype.getHeaders = function (more) {
  return Object.assign({ 'content-type': `multipart/form-data; boundary=${this._boundary}` }, more);
};
FormData.prototype.getBuffer = function () {
  const parts = [];
  this._fields.forEach((one) => {
    const file = one.filename ? `; filename="${escaped(one.filename)}"` : '';
    const type = one.type ? `\r\nContent-Type: ${String(one.type).replace(/[\r\n]/g, ' ')}` : '';
    parts.push(
      Buffer.from(`--${this._boundary}\r\nContent-Disposition: form-data; name="${escaped(one.name)}"${file}${type}\r\n\r\n`),
      toBuffer(one.value),
      Buffer.from('\r\n')
    );
  });
  return Buffer.concat(parts.concat([Buffer.from(`--${this._boundary}--\r\n`)]));
};
FormData.prototype.getLengthSync = function () {
  return this.getBuffer().length;
};
FormData.prototype.getLength = function (callback) {
  host.later(callback, null, this.getLengthSync());
};

module.exports = { FormData: FormData, Blob: Blob, File: File, toBuffer: toBuffer };
