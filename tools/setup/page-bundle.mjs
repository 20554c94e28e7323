// Builds dist/browser.js: the package for a page, without Node and TensorFlow.js.
import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { build } from "esbuild";
import { root } from "./paths.mjs";

const src = join(root, "src");
const twins = join(src, "browser");

/** A file of src/ that needs Node or TensorFlow.js has a twin for pages in the same place below src/browser/. */
const withTwins = {
  name: "twins",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir, importer }) => {
      if (importer.startsWith(twins)) return undefined;
      const place = join(twins, relative(src, resolve(resolveDir, path)));
      const twin = [`${place}.ts`, join(place, "index.ts")].find((file) => existsSync(file));
      return twin && { path: twin };
    });
  },
};

/** @param outfile where it is written, if anywhere; what it declares is `vanishingGradients`, a global name */
export const bundleForPages = (outfile) =>
  build({
    absWorkingDir: root,
    entryPoints: ["src/browser/index.ts"],
    outfile: outfile ?? join(root, "browser.js"),
    write: outfile !== undefined,
    bundle: true,
    minify: true,
    platform: "browser",
    format: "iife",
    globalName: "vanishingGradients",
    target: "es2022",
    charset: "utf8",
    plugins: [withTwins],
    metafile: true,
    logLevel: "warning",
  });
