// npm's slack-notify (https://github.com/andrewchilds/slack-notify): messages to an incoming webhook of Slack.
const http = require('internal/http');
const answer = require('internal/answer');

const kinds = {
  send: {},
  success: { icon_emoji: ':trophy:', username: 'Success', color: 'good' },
  bug: { icon_emoji: ':bomb:', username: 'Bug', color: 'danger' },
  alert: { icon_emoji: ':warning:', username: 'Alert', color: 'warning' },
  note: { icon_emoji: ':bulb:', username: 'Note' },
};

const messageOf = (kind, given) => {
  const options = typeof given === 'string' ? { text: given } : Object.assign({}, given);
  const message = Object.assign({ icon_emoji: kind.icon_emoji, username: kind.username }, options);
  if (options.fields) {
    const fields = Object.keys(options.fields).map((title) => ({
      title: title,
      value: options.fields[title],
      short: String(options.fields[title]).length < 25,
    }));
    message.attachments = [{ fallback: options.text, color: kind.color, fields: fields }].concat(options.attachments || []);
    delete message.fields;
  }
  return message;
};

module.exports = (url) => {
  const post = (message) => {
    const posted = http.ask({
      method: 'POST',
      url: url,
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      incidental: true,
      body: `payload=${encodeURIComponent(JSON.stringify(message))}`,
    });
    const text = posted.body.toString('utf8');
    if (text !== 'ok') {
      throw new Error(text);
    }
    return text;
  };
  const slack = {
    extend: (defaults) => (given, callback) => slack.send(Object.assign({}, defaults, typeof given === 'string' ? { text: given } : given), callback),
    onError: () => {},
  };
  Object.keys(kinds).forEach((name) => {
    slack[name] = (given, callback) => {
      const promise = answer(callback, () => {
        if (!url) {
          throw new Error('No Slack URL provided.');
        }
        return post(messageOf(kinds[name], given));
      });
      if (promise) {
        // Most scripts do not wait for it, and a message that is lost harms nobody.
        promise.catch((error) => slack.onError(error));
      }
      return promise;
    };
  });
  return slack;
};
module.exports.default = module.exports;
