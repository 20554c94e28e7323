// The tslab kernel, mended in two places. First, tslab 1.0.22 does not find a variable of an earlier cell in the shorthand
// `{ data }`, because it asks TypeScript for the symbol of the property instead of that of the value. So every shorthand
// is written out before tslab compiles a cell.
const { createRequire } = require("node:module");
const converter = require("tslab/dist/converter.js");
const { spellOutShorthand } = require("./shorthand.cjs");

const ts = createRequire(require.resolve("tslab/dist/converter.js"))("@tslab/typescript-for-tslab");
const { createConverter } = converter;
converter.createConverter = (...options) => {
  const made = createConverter(...options);
  const { convert } = made;
  return { ...made, convert: (declarations, source) => convert(declarations, spellOutShorthand(ts, source)) };
};

// Second, a kernel whose parent is gone serves nobody; tslab would stay for ever.
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(), 1000).unref();

require("tslab/dist/main.js").main();
