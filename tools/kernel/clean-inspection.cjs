// AsyncLocalStorage, by which output finds its cell, leaves symbols on promises and timers, which `console.log` of one would
// show in Node.js 20 and 22, the header of the cell's request among them. They are hidden before one is printed.
const { inspect } = require("node:util");

const INTERNAL = new Set(["async_id_symbol", "trigger_async_id_symbol", "kResourceStore"]);

function hideSymbols() {
  for (const symbol of Object.getOwnPropertySymbols(this)) {
    if (INTERNAL.has(symbol.description)) Object.defineProperty(this, symbol, { enumerable: false });
  }
  return this; // which means: go on as usual
}

/** Makes promises and timers look as they do without contexts. */
function cleanInspection() {
  const timer = setTimeout(() => {}, 0);
  const immediate = setImmediate(() => {});
  for (const { constructor } of [Promise.resolve(), timer, immediate]) {
    Object.defineProperty(constructor.prototype, inspect.custom, { value: hideSymbols, configurable: true });
  }
  clearTimeout(timer);
  clearImmediate(immediate);
}

module.exports = { cleanInspection };
