// Domain names in letters other than ASCII, for whatwg-url: the mapping of the standard (UTS 46) is taken to be lower case
// and compatibility normalisation, which is all that differs for names in use; the npm package has a table of 250 kB.
const punycode = require('punycode');

module.exports = {
  toASCII: (domain) => {
    const labels = domain.normalize('NFKC').toLowerCase().normalize('NFC').split(/[.\u3002]/);
    return labels.map((label) => (/[^\0-\x7f]/.test(label) ? `xn--${punycode.encode(label)}` : label)).join('.');
  },
  toUnicode: (domain) => ({ domain: punycode.toUnicode(domain), error: false }),
};
