// Prints the paths of plotly.js as pages carry it, in JSON: {script: minified, for pages that share one copy of it;
// packed: JSON with `plotly`, the same gzip-compressed and in base64, for a page that is one file, and `unpacker`: a script
// that unpacks at once, as browsers themselves do only in their own time: a page that is printed while it opens would have
// no charts.}
// Made once per version and kept in .cache/.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { cached, keep } from "./cache.mjs";
import { withoutMaps } from "./plotly-without-maps.mjs";

const REVISION = 4; // of the way it is packed

const require = createRequire(import.meta.url);
const { version } = require("plotly.js-dist/package.json");
const script = cached(`plotly-${version}-${REVISION}.js`);
const packed = cached(`plotly-${version}-${REVISION}.json`);

if (!existsSync(script) || !existsSync(packed)) {
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
  keep(script, code);
  keep(packed, JSON.stringify({ unpacker: unpacker.outputFiles[0].text, plotly }));
}
process.stdout.write(JSON.stringify({ script, packed }));
