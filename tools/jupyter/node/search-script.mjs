import { existsSync, readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { bundled } from "./bundled.mjs";
import { cached, keep } from "./cache.mjs";

const source = fileURLToPath(new URL("searcher.mjs", import.meta.url));
/** The path of the script that searches (searcher.mjs with MiniSearch in it), made once and kept in .cache/. */
export async function answer() {
  const hash = createHash("sha256");
  for (const file of [source, createRequire(import.meta.url).resolve("minisearch")])
    hash.update(readFileSync(file));
  const script = cached(`search-${hash.digest("hex").slice(0, 12)}.js`);

  if (!existsSync(script)) {
    const banner = { js: "/* With MiniSearch, MIT License, https://github.com/lucaong/minisearch */" };
    keep(script, await bundled("searcher.mjs", { target: "es2020", legalComments: "inline", banner }));
  }
  return script;
}
