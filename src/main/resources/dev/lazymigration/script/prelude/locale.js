// What depends on a language in JavaScript. There is one language, American English, which is also what Node falls back
// to: whatever else a script asks for, it gets that.
(function (shared, define, native) {
  const LOCALE = 'en-US';
  const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  const MONTHS =
    'January February March April May June July August September October November December'.split(' ');
  const DATE = { year: 'numeric', month: 'numeric', day: 'numeric' };
  const TIME = { hour: 'numeric', minute: '2-digit', second: '2-digit' };
  const DATE_STYLES = {
    full: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
    long: { year: 'numeric', month: 'long', day: 'numeric' },
    medium: { year: 'numeric', month: 'short', day: 'numeric' },
    short: { year: '2-digit', month: 'numeric', day: 'numeric' },
  };
  const TIME_STYLES = { full: TIME, long: TIME, medium: TIME, short: { hour: 'numeric', minute: '2-digit' } };

  const padded = (number, style) => (style === '2-digit' ? `0${number}`.slice(-2) : String(number));
  const named = (names, index, style) => {
    const shortened = style === 'short' ? names[index].slice(0, 3) : names[index];
    return style === 'narrow' ? names[index].slice(0, 1) : shortened;
  };

  // The date whose fields in UTC are those of the given one in the time zone.
  const shifted = (date, zone) => {
    if (zone === undefined) {
      return new Date(date.getTime() - date.getTimezoneOffset() * 60000);
    }
    const minutes = native.offsetMinutes(String(zone), date.getTime());
    if (isNaN(minutes)) {
      throw new RangeError(`Invalid time zone specified: ${zone}`);
    }
    return new Date(date.getTime() + minutes * 60000);
  };

  const dayText = (date, options) => {
    const weekday = options.weekday && named(DAYS, date.getUTCDay(), options.weekday);
    const year = options.year && padded(date.getUTCFullYear(), options.year);
    const day = options.day && padded(date.getUTCDate(), options.day);
    const inWords = options.month && options.month !== 'numeric' && options.month !== '2-digit';
    const month =
      options.month &&
      (inWords ? named(MONTHS, date.getUTCMonth(), options.month) : padded(date.getUTCMonth() + 1, options.month));
    const monthAndDay = [month, day].filter(Boolean).join(inWords ? ' ' : '/');
    const whole = [monthAndDay, year].filter(Boolean).join(inWords ? (day ? ', ' : ' ') : '/');
    return [weekday, whole].filter(Boolean).join(', ');
  };

  const timeText = (date, options) => {
    const twelve = options.hour12 === undefined ? options.hourCycle !== 'h23' : options.hour12;
    const hours = date.getUTCHours();
    const style = twelve ? options.hour : '2-digit';
    const numbers = [
      options.hour && padded(twelve ? hours % 12 || 12 : hours, style),
      options.minute && padded(date.getUTCMinutes(), options.hour || options.second ? '2-digit' : options.minute),
      options.second && padded(date.getUTCSeconds(), options.minute ? '2-digit' : options.second),
    ];
    const text = numbers.filter(Boolean).join(':');
    return options.hour && twelve ? `${text} ${hours < 12 ? 'AM' : 'PM'}` : text;
  };

  const FIELDS = ['weekday', 'year', 'month', 'day', 'hour', 'minute', 'second'];
  const styled = (options, ifNone) => {
    const given = Object.assign({}, options);
    if (given.dateStyle || given.timeStyle) {
      return Object.assign(given, DATE_STYLES[given.dateStyle], TIME_STYLES[given.timeStyle]);
    }
    const missing = ifNone.filter((part) => !FIELDS.some((field) => given[field] && part.fields.includes(field)));
    return missing.length < ifNone.length ? given : Object.assign(given, ...ifNone.map((part) => part.defaults));
  };
  const datePart = { fields: ['weekday', 'year', 'month', 'day'], defaults: DATE };
  const timePart = { fields: ['hour', 'minute', 'second'], defaults: TIME };

  const formatted = (date, options, ifNone) => {
    if (isNaN(date.getTime())) {
      return 'Invalid Date';
    }
    const all = styled(options, ifNone);
    const local = shifted(date, all.timeZone);
    return [dayText(local, all), timeText(local, all)].filter(Boolean).join(', ');
  };
  const withDefaults = (needed) =>
    function (locales, options) {
      const parts = needed.length > 1 ? needed : [datePart, timePart];
      const all = Object.assign({}, options);
      if (needed.length === 1 && !needed[0].fields.some((field) => all[field]) && !all.dateStyle && !all.timeStyle) {
        Object.assign(all, needed[0].defaults);
      }
      return formatted(this, all, parts);
    };
  define(Date.prototype, 'toLocaleDateString', withDefaults([datePart]));
  define(Date.prototype, 'toLocaleTimeString', withDefaults([timePart]));
  define(Date.prototype, 'toLocaleString', withDefaults([datePart, timePart]));

  const plainNumber = (number, options) => {
    const least = options.minimumFractionDigits;
    const most = options.maximumFractionDigits;
    const digits = most === undefined ? Math.max(3, least || 0) : most;
    // What is exactly between two is rounded up as it is written, not as it is stored.
    const scaled = Math.round(Math.abs(number) * 10 ** digits);
    const rounded = Number.isSafeInteger(scaled) ? scaled / 10 ** digits : Math.abs(number);
    const [whole, fraction = ''] = rounded.toFixed(Math.min(digits, 20)).split('.');
    const kept = fraction.slice(0, least || 0) + fraction.slice(least || 0).replace(/0+$/, '');
    const grouped = options.useGrouping === false ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ',');
    return kept ? `${grouped}.${kept}` : grouped;
  };
  const SYMBOLS = { USD: '$', EUR: '€', GBP: '£', JPY: '¥', CNY: 'CN¥', INR: '₹' };
  const localNumber = (value, given) => {
    const options = Object.assign({}, given);
    const number = Number(value);
    if (!isFinite(number)) {
      return isNaN(number) ? 'NaN' : number < 0 ? '-∞' : '∞';
    }
    if (Math.abs(number) >= 1e21) {
      return String(number);
    }
    const sign = number < 0 ? '-' : '';
    if (options.style === 'percent') {
      const digits = options.maximumFractionDigits || 0;
      return `${sign}${plainNumber(number * 100, Object.assign(options, { maximumFractionDigits: digits }))}%`;
    }
    if (options.style === 'currency') {
      const digits = options.currency === 'JPY' ? 0 : 2;
      const all = Object.assign({ minimumFractionDigits: digits, maximumFractionDigits: digits }, options);
      return `${sign}${SYMBOLS[options.currency] || `${options.currency}\u00a0`}${plainNumber(number, all)}`;
    }
    return sign + plainNumber(number, options);
  };
  define(Number.prototype, 'toLocaleString', function toLocaleString(locales, options) {
    return localNumber(this, options);
  });

  const localeCompare = String.prototype.localeCompare;
  const folded = (text, sensitivity) => {
    const bare = sensitivity === 'base' || sensitivity === 'case' ? text.normalize('NFD').replace(/[\u0300-\u036f]/g, '') : text;
    return sensitivity === 'base' || sensitivity === 'accent' ? bare.toLowerCase() : bare;
  };
  const compare = (one, other, options) => {
    const sensitivity = options && options.sensitivity;
    const left = folded(String(one), sensitivity);
    const right = folded(String(other), sensitivity);
    if (options && options.numeric) {
      const parts = (text) => text.split(/(\d+)/);
      const rights = parts(right);
      const differing = parts(left).findIndex((part, i) => part !== rights[i]);
      if (differing % 2 === 1 && rights[differing] !== undefined) {
        return Math.sign(Number(parts(left)[differing]) - Number(rights[differing]));
      }
    }
    return Math.sign(localeCompare.call(left, right));
  };
  define(String.prototype, 'localeCompare', function localeCompare(other, locales, options) {
    return compare(this, other, options);
  });

  const resolved = (options) => ({ locale: LOCALE, numberingSystem: 'latn', ...options });
  class DateTimeFormat {
    constructor(locales, options) {
      this.options = Object.assign({}, options);
      this.format = (date) =>
        formatted(date === undefined ? new Date() : new Date(date), styled(this.options, [datePart]), []);
    }
    resolvedOptions() {
      return resolved({ calendar: 'gregory', timeZone: this.options.timeZone || native.zoneName() });
    }
    static supportedLocalesOf() {
      return [LOCALE];
    }
  }
  class NumberFormat {
    constructor(locales, options) {
      this.options = Object.assign({}, options);
      this.format = (number) => localNumber(number, this.options);
    }
    resolvedOptions() {
      return resolved(this.options);
    }
  }
  class Collator {
    constructor(locales, options) {
      this.options = Object.assign({}, options);
      this.compare = (one, other) => compare(one, other, this.options);
    }
    resolvedOptions() {
      return resolved(this.options);
    }
  }
  const callable = (type) => {
    const intl = function (locales, options) {
      return new type(locales, options);
    };
    intl.prototype = type.prototype;
    define(type.prototype, 'constructor', intl);
    intl.supportedLocalesOf = () => [LOCALE];
    return intl;
  };
  define(shared, 'Intl', {
    DateTimeFormat: callable(DateTimeFormat),
    NumberFormat: callable(NumberFormat),
    Collator: callable(Collator),
    getCanonicalLocales: (locales) => [].concat(locales === undefined ? [] : locales),
  });
})
