// npm's request-promise (https://github.com/request/request-promise): request, with a promise of the body, made by the
// given class.
const request = require('request');
const errors = require('request-promise/errors');

// What a request hands on to its promise.
const METHODS = ['then', 'catch', 'finally', 'spread', 'tap', 'asCallback'];

const noCallback = () => {};

const promised = (PromiseClass, methods) => (params) => {
  const options = Object.assign({ simple: true, resolveWithFullResponse: false }, params);
  const callback = options.callback || noCallback;
  let settle;
  const promise = new PromiseClass((resolve, reject) => (settle = { resolve: resolve, reject: reject }));
  const answered = (error, response, body) => {
    if (error) {
      settle.reject(new errors.RequestError(error, options, response));
    } else {
      succeeded(response, body);
    }
    callback(error, response, body);
  };
  const succeeded = (response, body) => {
    const is2xx = response.statusCode >= 200 && response.statusCode < 300;
    const transforms = typeof options.transform === 'function' && (is2xx || options.transform2xxOnly !== true);
    const transformed = () =>
      Promise.resolve()
        .then(() => options.transform(body, response, options.resolveWithFullResponse))
        .catch((error) => {
          throw new errors.TransformError(error, options, response);
        });
    if (options.simple && !is2xx) {
      const fail = (result) => settle.reject(new errors.StatusCodeError(response.statusCode, body, options, result));
      if (transforms) {
        transformed().then(fail, settle.reject);
      } else {
        fail(response);
      }
    } else if (transforms) {
      transformed().then(settle.resolve, settle.reject);
    } else {
      settle.resolve(options.resolveWithFullResponse ? response : body);
    }
  };
  const running = request(Object.assign({}, options, { callback: answered }));
  const define = (name, value) => Object.defineProperty(running, name, { value: value });
  methods.forEach((name) => define(name, (...given) => promise[name](...given)));
  define('promise', () => promise);
  define('cancel', () => running.abort());
  // Who only uses the callback has no reason to handle the promise.
  promise.catch(noCallback);
  return running;
};

module.exports = (PromiseClass) => {
  const methods = METHODS.filter((name) => typeof PromiseClass.prototype[name] === 'function');
  const rp = request.defaults({}, promised(PromiseClass, methods));
  rp.errors = errors;
  rp.default = rp;
  return rp;
};
