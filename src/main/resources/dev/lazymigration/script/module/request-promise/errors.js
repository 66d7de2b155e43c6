// The reasons of rejected promises, as npm's request-promise-core has them.
const errorClass = (name, construct) => {
  const type = function () {
    this.name = name;
    construct.apply(this, arguments);
    Object.defineProperty(this, 'stack', { value: new Error(this.message).stack, writable: true });
  };
  type.prototype = Object.create(Error.prototype);
  type.prototype.constructor = type;
  return type;
};

const keep = (error, options, response) => {
  error.options = options;
  // A response holds its request, and that the response.
  Object.defineProperty(error, 'response', { value: response, writable: true, enumerable: false, configurable: true });
};

module.exports = {
  RequestError: errorClass('RequestError', function (cause, options, response) {
    this.message = String(cause);
    this.cause = cause;
    this.error = cause;
    keep(this, options, response);
  }),
  StatusCodeError: errorClass('StatusCodeError', function (statusCode, body, options, response) {
    this.statusCode = statusCode;
    this.message = `${statusCode} - ${JSON.stringify(body)}`;
    this.error = body;
    keep(this, options, response);
  }),
  TransformError: errorClass('TransformError', function (cause, options, response) {
    this.message = String(cause);
    this.cause = cause;
    this.error = cause;
    keep(this, options, response);
  }),
};
