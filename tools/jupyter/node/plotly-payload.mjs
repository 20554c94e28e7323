import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { transform } from "esbuild";
import { bundled, packed } from "./bundled.mjs";
import { cached, keep } from "./cache.mjs";
import { withoutMaps } from "./plotly-without-maps.mjs";

const REVISION = 4; // of the way it is packed

const require = createRequire(import.meta.url);
const { version } = require("plotly.js-dist/package.json");
const script = cached(`plotly-${version}-${REVISION}.js`);
const payload = cached(`plotly-${version}-${REVISION}.json`);

/**
 * plotly.js as pages carry it, made once per version and kept in .cache/.
 * @returns the paths of the `script`, minified, for pages that share one copy of it, and of `packed`: JSON with `plotly`, the same
 * gzip-compressed and in base64, for a page that is one file, and `unpacker`: a script that unpacks at once, as browsers themselves do
 * only in their own time: a page that is printed while it opens would have no charts
 */
export async function answer() {
  if (!existsSync(script) || !existsSync(payload)) {
    const source = withoutMaps(readFileSync(require.resolve("plotly.js-dist"), "utf8"));
    const { code } = await transform(source, {
      minify: true,
      treeShaking: true,
      target: "es2020",
      format: "iife",
      legalComments: "eof",
    });
    const unpacker = await bundled("unpacker.mjs", { target: "es2020" });
    keep(script, code);
    keep(payload, JSON.stringify({ unpacker, plotly: packed(code) }));
  }
  return { script, packed: payload };
}
