// Evaluates to a function that lists every object that can be reached from the global object and the other roots.
(function (global, others) {
  // Their prototypes belong to no property of the global object.
  const hidden = [
    [][Symbol.iterator](),
    ''[Symbol.iterator](),
    new Map().entries(),
    new Set().values(),
    /a/g[Symbol.matchAll] ? 'a'.matchAll(/a/g) : undefined,
    (function* () {})(),
    function* () {},
    (function () { return arguments; })(),
  ];
  const seen = new Set();
  const pending = [global, others, hidden];
  const found = [];
  while (pending.length > 0) {
    const value = pending.pop();
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
    if (!isObject || seen.has(value)) {
      continue;
    }
    seen.add(value);
    found.push(value);
    pending.push(Object.getPrototypeOf(value));
    Reflect.ownKeys(value).forEach((key) => {
      const property = Object.getOwnPropertyDescriptor(value, key);
      if (property) {
        pending.push(property.value, property.get, property.set);
      }
    });
  }
  return found;
})
