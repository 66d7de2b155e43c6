// The portable hashes of PHPass ($P$, $H$) and those that Drupal 7 made of them ($S$).
const bytes = require('internal/bytes');
const crypt3 = require('internal/crypt3');

const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const encode64 = (data) => {
  let text = '';
  for (let i = 0; i < data.length; i += 3) {
    const value = data[i] | ((data[i + 1] || 0) << 8) | ((data[i + 2] || 0) << 16);
    const characters = Math.min(4, Math.ceil(((data.length - i) * 8) / 6));
    for (let j = 0; j < characters; j++) {
      text += alphabet.charAt((value >> (6 * j)) & 63);
    }
  }
  return text;
};

const form = /^\$([PHS])\$([./0-9A-Za-z])([./0-9A-Za-z]{8})/;

// The hash for the setting at the beginning of another one, or undefined when that is no such hash.
const hash = (password, setting) => {
  const parts = form.exec(setting);
  const log2 = parts === null ? -1 : alphabet.indexOf(parts[2]);
  if (log2 < 7 || log2 > 30) {
    return undefined;
  }
  const [all, kind, , salt] = parts;
  const secret = Buffer.from(password);
  const algorithm = kind === 'S' ? 'sha512' : 'md5';
  const first = Buffer.concat([Buffer.from(salt), secret]);
  const value = bytes(host.hash.chain(algorithm, first, secret, Math.pow(2, log2)));
  const text = all + encode64(value);
  // Drupal has room for this much.
  return kind === 'S' ? text.slice(0, 55) : text;
};

const check = (password, stored) => {
  const made = hash(password, stored);
  return made !== undefined && crypt3.same(made, stored);
};

module.exports = {
  check: check,
  isPortable: (stored) => form.test(stored),
  newHash: (password, log2) => hash(password, `$P$${alphabet.charAt(log2)}${crypt3.salt(8)}`),
};
