// npm's firebase-scrypt: the password hashes of Firebase Authentication, as its export gives them.
const answer = require('internal/answer');
const crypto = require('crypto');

class FirebaseScrypt {
  constructor(parameters) {
    this._parameters = parameters;
  }

  hash(password, salt) {
    return answer(undefined, () => hashNow(this._parameters, password, salt));
  }

  verify(password, salt, stored) {
    return answer(undefined, () => {
      const expected = Buffer.from(stored, 'base64');
      const made = Buffer.from(hashNow(this._parameters, password, salt), 'base64');
      return made.length === expected.length && crypto.timingSafeEqual(made, expected);
    });
  }
}

// The hash is the signer key of the project, encrypted with the key that scrypt makes of the password.
const hashNow = ({ memCost, rounds, saltSeparator, signerKey }, password, salt) => {
  const salts = Buffer.concat([Buffer.from(salt, 'base64'), Buffer.from(saltSeparator, 'base64')]);
  const cost = { N: Math.pow(2, memCost), r: rounds, p: 1, maxmem: 0x7fffffff };
  const key = crypto.scryptSync(password, salts, 32, cost);
  const cipher = crypto.createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  return Buffer.concat([cipher.update(signerKey, 'base64'), cipher.final()]).toString('base64');
};

module.exports = { FirebaseScrypt: FirebaseScrypt };
module.exports.default = module.exports;
