// Sets a property as the standard objects have them: scripts can replace it, and do not see it in a loop.
((target, name, value) => {
  Object.defineProperty(target, name, { value: value, writable: true, enumerable: false, configurable: true });
})
