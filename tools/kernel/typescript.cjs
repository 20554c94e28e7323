/** The TypeScript that tslab compiles cells with. */
const { createRequire } = require("node:module");

exports.ts = createRequire(require.resolve("tslab/dist/converter.js"))("@tslab/typescript-for-tslab");
