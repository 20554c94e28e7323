// Prints the path of plotly.js as a page carries it: minified, gzip-compressed, in base64.
// Made once per version and kept in .cache/.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";
import { transform } from "esbuild";
import { withoutMaps } from "./plotly-without-maps.mjs";

const REVISION = 2; // of the way it is packed

const require = createRequire(import.meta.url);
const cache = fileURLToPath(new URL("../../../.cache/", import.meta.url));
const { version } = require("plotly.js-dist/package.json");
const target = join(cache, `plotly-${version}-${REVISION}.gz.b64`);

if (!existsSync(target)) {
  const source = withoutMaps(readFileSync(require.resolve("plotly.js-dist"), "utf8"));
  const { code } = await transform(source, {
    minify: true,
    treeShaking: true,
    target: "es2020",
    format: "iife",
    legalComments: "eof",
  });
  const packed = gzipSync(code, { level: constants.Z_BEST_COMPRESSION }).toString("base64");
  mkdirSync(cache, { recursive: true });
  // Renaming makes the file whole or absent, also when two exports build it at once.
  const draft = `${target}.${process.pid}`;
  writeFileSync(draft, packed);
  renameSync(draft, target);
}
process.stdout.write(target);
