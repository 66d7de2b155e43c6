// What scripts say about TLS. Whom to trust is Keycloak's affair: a script may name authorities of its own and show a
// client certificate, but it can not switch the check off.
let warned = false;

const refuse = (option) => {
  if (!warned) {
    warned = true;
    console.warn(`${option} has no effect: put the server's certificate into Keycloak's trust store`);
  }
};

const isGiven = (value) =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

// The first of the given option objects in which something is said says it; null when nothing is.
module.exports.passed = (sources) => {
  const options = {};
  let any = false;
  (sources || []).forEach((source) => {
    if (typeof source !== 'object' || source === null) {
      return;
    }
    if (source.rejectUnauthorized === false) {
      refuse('rejectUnauthorized: false');
    }
    ['ca', 'cert', 'key', 'passphrase', 'pfx'].forEach((name) => {
      if (isGiven(source[name]) && options[name] === undefined) {
        options[name] = source[name];
        any = true;
      }
    });
  });
  return any ? options : null;
};
module.exports.refuse = refuse;
