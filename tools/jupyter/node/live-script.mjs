// Prints the paths of the script that runs cells in a page, in JSON: {script: for pages that share it; packed: the same
// gzip-compressed and in base64}. It has the package (dist/browser.js) in it, as the text of the worker's function. Kept in .cache/.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { cached, keep } from "./cache.mjs";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

/** One of its two sides as a script that needs nothing else. */
async function bundled(side) {
  const { outputFiles } = await build({
    entryPoints: [path(`../live/${side}/main.mjs`)],
    bundle: true,
    minify: true,
    platform: "browser",
    target: "es2022",
    format: "iife",
    legalComments: "inline",
    banner: { js: "/* With node-inspect-extracted, MIT License */" },
    write: false,
  });
  return outputFiles[0].text;
}

const [page, worker] = await Promise.all(["page", "worker"].map(bundled));
const library = readFileSync(path("../../../dist/browser.js"), "utf8");
const text = `window.course.worker = () => {${library}\n${worker}};\n${page}`;
const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
const [script, packed] = [cached(`live-${hash}.js`), cached(`live-${hash}.txt`)];
if (!existsSync(script) || !existsSync(packed)) {
  keep(script, text);
  keep(packed, gzipSync(text, { level: constants.Z_BEST_COMPRESSION }).toString("base64"));
}
process.stdout.write(JSON.stringify({ script, packed }));
