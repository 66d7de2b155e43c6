// npm's password-hash: algorithm$salt$iterations$hash, an HMAC keyed with the salt.
const crypto = require('crypto');

const made = (algorithm, salt, password, iterations) => {
  let hash = password;
  for (let i = 0; i < iterations; i++) {
    hash = crypto.createHmac(algorithm, salt).update(hash).digest('hex');
  }
  return `${algorithm}$${salt}$${iterations}$${hash}`;
};

module.exports = {
  generate: (password, options) => {
    const { algorithm, saltLength, iterations } = Object.assign(
      { algorithm: 'sha1', saltLength: 8, iterations: 1 },
      options
    );
    const salt = crypto.randomBytes(Math.ceil(saltLength / 2)).toString('hex').slice(0, saltLength);
    return made(algorithm, salt, password, iterations);
  },
  verify: (password, stored) => {
    const parts = String(stored).split('$');
    if (parts.length !== 4 || password === undefined || password === null) {
      return false;
    }
    const expected = Buffer.from(stored);
    const actual = Buffer.from(made(parts[0], parts[1], password, Number(parts[2])));
    return actual.length === expected.length && crypto.timingSafeEqual(actual, expected);
  },
  isHashed: (text) => typeof text === 'string' && text.split('$').length === 4,
};
