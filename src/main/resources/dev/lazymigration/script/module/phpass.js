// npm's phpass: new PasswordHash(iterationCountLog2, portable) with CheckPassword and HashPassword, for $P$ and $H$, and for
// bcrypt; Drupal 7's $S$ too.
const phpass = require('internal/phpass');

const within = (least, most, number) => Math.min(most, Math.max(least, number));

class PasswordHash {
  constructor(iterationCountLog2, portable) {
    this._log2 = within(4, 31, Math.floor(iterationCountLog2) || 8);
    this._portable = portable === undefined || Boolean(portable);
  }

  HashPassword(password) {
    return this._portable
      ? phpass.newHash(password, within(7, 30, this._log2 + 5))
      : host.bcrypt.hash(password, host.bcrypt.genSalt(this._log2, 'a'));
  }

  CheckPassword(password, stored) {
    return phpass.isPortable(stored) ? phpass.check(password, stored) : host.bcrypt.compare(password, stored);
  }
}

module.exports = PasswordHash;
module.exports.PasswordHash = PasswordHash;
module.exports.default = PasswordHash;
