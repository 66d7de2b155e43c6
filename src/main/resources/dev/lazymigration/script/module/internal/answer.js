// answer(callback, work) does work() now and answers the way Node modules do: with a function as callback it calls
// callback(null, result) or callback(error) after the current step of the script, without one it returns a promise.
module.exports = function answer(callback, work) {
  let result;
  let error;
  let failed = false;
  try {
    result = work();
  } catch (e) {
    failed = true;
    error = e;
  }
  if (typeof callback !== 'function') {
    return failed ? Promise.reject(error) : Promise.resolve(result);
  }
  if (failed) {
    host.later(callback, error);
  } else {
    host.later(callback, null, result);
  }
  return undefined;
};
