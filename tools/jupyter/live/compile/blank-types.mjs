// What makes blanks of types, as a script that is kept in .cache/: the package itself imports TypeScript (parameters/typescript.mjs).
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { cached, keep } from "../../node/cache.mjs";

const require = createRequire(import.meta.url);
const manifest = require.resolve("ts-blank-space/package.json");
const script = cached(`ts-blank-space-${require(manifest).version}.cjs`);

if (!existsSync(script)) {
  const { buildSync } = await import("esbuild");
  const { outputFiles } = buildSync({
    entryPoints: [join(dirname(manifest), "out", "index.js")],
    bundle: true,
    platform: "node",
    external: ["typescript"],
    write: false,
  });
  keep(script, outputFiles[0].text);
}

export const { default: blankTypes } = require(script);
