// The type parsers of a run that asks for them: those of internal/pg-formats, until it sets its own.
const formats = require('internal/pg-formats');

const parsers = Object.create(formats.parsers);

const types = {
  builtins: formats.builtins,
  arrayParser: { create: (source, parse) => ({ parse: () => formats.array(parse || formats.text)(source) }) },
  getTypeParser: (oid) => parsers[oid] || formats.text,
  setTypeParser: (oid, format, parser) => {
    parsers[oid] = typeof format === 'function' ? format : parser;
  },
};

module.exports = { types: types, prepared: formats.prepared };
