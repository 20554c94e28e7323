// tslab 1.0.22 does not find a variable of an earlier cell in the shorthand `{ data }`, because it asks TypeScript for the
// symbol of the property instead of that of the value. So every shorthand is written out before tslab compiles a cell.
const { createConverter } = require("tslab/dist/converter.js");
const { spellOutShorthand } = require("./shorthand.cjs");
const { ts } = require("./typescript.cjs");

/** A compiler of cells. */
function createCompiler(options) {
  const made = createConverter({ isJS: false, ...options });
  const { convert } = made;
  return { ...made, convert: (declarations, source) => convert(declarations, spellOutShorthand(ts, source)) };
}

module.exports = { createCompiler };
