// For whatwg-url, which sorts pairs by their first element; sorting is stable in the engine.
module.exports = (list, [key]) =>
  list.slice().sort((a, b) => {
    if (a[key] === b[key]) {
      return 0;
    }
    return a[key] < b[key] ? -1 : 1;
  });
