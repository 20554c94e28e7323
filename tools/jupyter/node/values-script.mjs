// Prints the script of a page's controls: the modules of ../values/ and what they need in one.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL("../values/page.mjs", import.meta.url))],
  bundle: true,
  minify: true,
  charset: "utf8",
  target: "es2021",
  format: "iife",
  write: false,
});
process.stdout.write(outputFiles[0].text);
