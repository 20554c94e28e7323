// Prints the path of the script that searches (searcher.mjs with MiniSearch in it), made once and kept in .cache/.
import { existsSync, readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { cached, keep } from "./cache.mjs";

const source = fileURLToPath(new URL("searcher.mjs", import.meta.url));
const hash = createHash("sha256");
for (const file of [source, createRequire(import.meta.url).resolve("minisearch")])
  hash.update(readFileSync(file));
const script = cached(`search-${hash.digest("hex").slice(0, 12)}.js`);

if (!existsSync(script)) {
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    minify: true,
    target: "es2020",
    format: "iife",
    legalComments: "inline",
    banner: { js: "/* With MiniSearch, MIT License, https://github.com/lucaong/minisearch */" },
    write: false,
  });
  keep(script, outputFiles[0].text);
}
process.stdout.write(script);
