// Dates as databases write them.
(function (shared, define) {
  // The engine reads "2024-05-06T07:08:09+02:00" only, databases also write "2024-05-06 07:08:09+02".
  const OriginalDate = Date;
  const timestamp =
    /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(?:(Z)|([+-]\d\d)(?::?(\d\d))?)?$/i;
  const readable = (text) =>
    text.replace(timestamp, (all, day, time, utc, hours, minutes) => {
      const offset = hours ? `${hours}:${minutes || '00'}` : '';
      return `${day}T${time}${utc ? 'Z' : offset}`;
    });
  const ReadableDate = function Date(value) {
    if (!(this instanceof ReadableDate)) {
      return OriginalDate();
    }
    const given = Array.prototype.slice.call(arguments);
    if (given.length === 1 && typeof value === 'string') {
      given[0] = readable(value);
    }
    // A subclass calls this with an object of its own.
    return Object.setPrototypeOf(Reflect.construct(OriginalDate, given), Object.getPrototypeOf(this));
  };
  ReadableDate.prototype = OriginalDate.prototype;
  define(ReadableDate.prototype, 'constructor', ReadableDate);
  define(ReadableDate, 'length', 7);
  define(ReadableDate, 'now', OriginalDate.now);
  define(ReadableDate, 'UTC', OriginalDate.UTC);
  define(ReadableDate, 'parse', (text) => OriginalDate.parse(readable(String(text))));
  define(shared, 'Date', ReadableDate);
})
