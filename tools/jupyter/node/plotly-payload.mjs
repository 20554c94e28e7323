// Prints the path of plotly.js as a page carries it, in JSON: {plotly: minified, gzip-compressed, in base64;
// unpacker: a script that unpacks at once, as browsers themselves do only in their own time: a page that is printed while
// it opens would have no charts.}
// Made once per version and kept in .cache/.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { withoutMaps } from "./plotly-without-maps.mjs";

const REVISION = 3; // of the way it is packed

const require = createRequire(import.meta.url);
const cache = fileURLToPath(new URL("../../../.cache/", import.meta.url));
const { version } = require("plotly.js-dist/package.json");
const target = join(cache, `plotly-${version}-${REVISION}.json`);

if (!existsSync(target)) {
  const source = withoutMaps(readFileSync(require.resolve("plotly.js-dist"), "utf8"));
  const { code } = await transform(source, {
    minify: true,
    treeShaking: true,
    target: "es2020",
    format: "iife",
    legalComments: "eof",
  });
  const unpacker = await build({
    stdin: {
      contents: 'export { gunzipSync as gunzip } from "fflate";',
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    bundle: true,
    minify: true,
    target: "es2020",
    format: "iife",
    globalName: "window.course.unpacker",
    write: false,
  });
  const plotly = gzipSync(code, { level: constants.Z_BEST_COMPRESSION }).toString("base64");
  mkdirSync(cache, { recursive: true });
  // Renaming makes the file whole or absent, also when two exports build it at once.
  const draft = `${target}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ unpacker: unpacker.outputFiles[0].text, plotly }));
  renameSync(draft, target);
}
process.stdout.write(target);
