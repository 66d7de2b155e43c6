// npm's mongo-getdb: mongo(uri, options?, callback), with the database for the callback.
const mongodb = require('mongodb');

module.exports = function mongo(uri, options, callback) {
  const last = typeof options === 'function' ? options : callback;
  const settings = typeof options === 'function' ? undefined : options;
  mongodb.MongoClient.connect(uri, settings, (error, client) => {
    if (last.length > 1) {
      return last(error, client && client.db());
    }
    if (error) {
      throw error;
    }
    return last(client.db());
  });
};
module.exports.default = module.exports;
