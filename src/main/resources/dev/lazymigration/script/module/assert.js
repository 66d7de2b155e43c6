// Node's assert (https://nodejs.org/api/assert.html).
const { inspect, isDeepStrictEqual } = require('util');

class AssertionError extends Error {
  constructor(options) {
    super(options.message);
    this.name = 'AssertionError';
    this.code = 'ERR_ASSERTION';
    this.generatedMessage = Boolean(options.generated);
    this.actual = options.actual;
    this.expected = options.expected;
    this.operator = options.operator;
  }
}

const check = (holds, given, standard, details) => {
  if (holds) {
    return;
  }
  if (given instanceof Error) {
    throw given;
  }
  throw new AssertionError({ message: given === undefined ? standard : given, generated: given === undefined, ...details });
};

const comparison = (operator, holds, text) => (actual, expected, message) =>
  check(holds(actual, expected), message, `${inspect(actual)} ${text} ${inspect(expected)}`, {
    actual: actual,
    expected: expected,
    operator: operator,
  });

const isDeepEqual = (one, other) => {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return one == other || (one !== one && other !== other);
  }
  const keys = Object.keys(one);
  const kinds = [one, other].map((value) => Object.prototype.toString.call(value));
  return (
    kinds[0] === kinds[1] &&
    (kinds[0] !== '[object Date]' || one.getTime() === other.getTime()) &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => key in other && isDeepEqual(one[key], other[key]))
  );
};

const matches = (error, expected) => {
  if (expected instanceof RegExp) {
    return expected.test(String(error));
  }
  if (typeof expected === 'function') {
    return expected.prototype !== undefined && error instanceof expected ? true : expected(error) === true;
  }
  return Object.keys(expected).every((key) =>
    expected[key] instanceof RegExp ? expected[key].test(error[key]) : isDeepStrictEqual(error[key], expected[key])
  );
};

const judged = (outcome, expected, message) => {
  check(outcome.threw, typeof expected === 'string' ? expected : message, 'Missing expected exception.', {
    operator: 'throws',
  });
  if (expected !== undefined && typeof expected !== 'string' && !matches(outcome.error, expected)) {
    throw outcome.error;
  }
};

const ok = (value, message) =>
  check(value, message, 'The expression evaluated to a falsy value', {
    actual: value,
    expected: true,
    operator: '==',
  });

const assert = function assert(value, message) {
  ok(value, message);
};

const strict = {
  ok: ok,
  equal: comparison('strictEqual', Object.is, 'is not strictly equal to'),
  notEqual: comparison('notStrictEqual', (a, b) => !Object.is(a, b), 'is strictly equal to'),
  deepEqual: comparison('deepStrictEqual', isDeepStrictEqual, 'is not strictly deep-equal to'),
  notDeepEqual: comparison('notDeepStrictEqual', (a, b) => !isDeepStrictEqual(a, b), 'is strictly deep-equal to'),
  strictEqual: comparison('strictEqual', Object.is, 'is not strictly equal to'),
  notStrictEqual: comparison('notStrictEqual', (a, b) => !Object.is(a, b), 'is strictly equal to'),
  deepStrictEqual: comparison('deepStrictEqual', isDeepStrictEqual, 'is not strictly deep-equal to'),
  notDeepStrictEqual: comparison('notDeepStrictEqual', (a, b) => !isDeepStrictEqual(a, b), 'is strictly deep-equal to'),
  match: comparison('match', (text, expression) => expression.test(text), 'does not match'),
  doesNotMatch: comparison('doesNotMatch', (text, expression) => !expression.test(text), 'matches'),
  fail: (message) => check(false, message, 'Failed', { operator: 'fail' }),
  ifError: (error) => {
    if (error !== null && error !== undefined) {
      throw error;
    }
  },
  throws: (work, expected, message) => {
    let outcome = { threw: false };
    try {
      work();
    } catch (e) {
      outcome = { threw: true, error: e };
    }
    judged(outcome, expected, message);
  },
  doesNotThrow: (work) => {
    work();
  },
  rejects: async (work, expected, message) => {
    let outcome = { threw: false };
    try {
      await (typeof work === 'function' ? work() : work);
    } catch (e) {
      outcome = { threw: true, error: e };
    }
    judged(outcome, expected, message);
  },
  AssertionError: AssertionError,
};

Object.assign(assert, strict, {
  equal: comparison('==', (a, b) => a == b, '=='),
  notEqual: comparison('!=', (a, b) => a != b, '!='),
  deepEqual: comparison('deepEqual', isDeepEqual, 'is not deep-equal to'),
  notDeepEqual: comparison('notDeepEqual', (a, b) => !isDeepEqual(a, b), 'is deep-equal to'),
});
assert.strict = Object.assign(function strictAssert(value, message) {
  ok(value, message);
}, strict);
assert.strict.strict = assert.strict;
assert.default = assert;
module.exports = assert;
