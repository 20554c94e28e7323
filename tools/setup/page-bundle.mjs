// Builds dist/browser.js: the package for a page, without Node and TensorFlow.js; and the exercises of each notebook, which its page brings.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { build } from "esbuild";
import { root } from "./paths.mjs";

const src = join(root, "src");
const twins = join(src, "browser");
const exercises = join(src, "exercises");

const options = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  target: "es2022",
  charset: "utf8",
  logLevel: "warning",
};

/** A file of src/ that needs Node or TensorFlow.js has a twin for pages in the same place below src/browser/. */
function twinOf(path) {
  const place = join(twins, relative(src, path));
  return [`${place}.ts`, join(place, "index.ts")].find((file) => existsSync(file));
}

/** @param parts the modules that exercises import, by their paths in src/ */
const withTwins = (parts) => ({
  name: "twins",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir, importer }) => {
      const twin = !importer.startsWith(twins) && twinOf(resolve(resolveDir, path));
      return twin ? { path: twin } : undefined;
    });
    onLoad({ filter: /browser\/exercises\/parts\.ts$/ }, ({ path }) => {
      const from = (part) =>
        JSON.stringify(twinOf(join(src, part)) ?? relative(dirname(path), join(src, part)));
      const imports = parts.map((part, i) => `import * as part${i} from ${from(part)};`);
      const entries = parts.map((part, i) => `${JSON.stringify(part)}: part${i}`);
      return { contents: `${imports.join("\n")}\nexport const parts = { ${entries.join(", ")} };` };
    });
  },
});

/** What the exercises of a notebook import is the package's, by its path in src/. */
const ofPackage = {
  name: "package",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => ({
      path: relative(src, resolve(resolveDir, path)).replaceAll("\\", "/"),
      external: true,
    }));
  },
};

/** The exercises of each notebook by its name as a script that assigns to `module.exports`, and the `parts` of the package that they `require`. */
async function exercisesForPages() {
  const files = readdirSync(exercises).filter((name) => /^\d\d-.*\.ts$/.test(name)).toSorted(); // prettier-ignore
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: files.map((name) => join(exercises, name)),
    outdir: exercises,
    platform: "neutral",
    format: "cjs",
    plugins: [ofPackage],
  });
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  const scripts = Object.fromEntries(
    outputFiles.map(({ text }, i) => [files[i].replace(".ts", ""), text.trim()]),
  );
  return { scripts, parts: [...new Set(imported)].toSorted() };
}

/**
 * @param folder where browser.js and exercises.json are written, if anywhere; what the first declares is `vanishingGradients`, a global
 * name, and the second has the exercises of each notebook by its name, for `vanishingGradients.addExercises`
 */
export async function bundleForPages(folder) {
  const { scripts, parts } = await exercisesForPages();
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: ["src/browser/index.ts"],
    outfile: "browser.js",
    platform: "browser",
    format: "iife",
    globalName: "vanishingGradients",
    plugins: [withTwins(parts)],
  });
  const [{ text: code }] = outputFiles;
  if (folder !== undefined) {
    writeFileSync(join(folder, "browser.js"), code);
    writeFileSync(join(folder, "exercises.json"), JSON.stringify(scripts));
  }
  return { code, exercises: scripts, files: Object.keys(metafile.inputs) };
}
