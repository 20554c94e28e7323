// Builds dist/browser.js: the package for a page, without Node and TensorFlow.js; and the exercises of each notebook, which its page brings.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { minify } from "@swc/core";
import { build, transform } from "esbuild";
import { root } from "./paths.mjs";

const src = join(root, "src");
const twins = join(src, "browser");
const exercises = join(src, "exercises");
/** The kernels' digits come first, since gzip looks back 32 KB, and finds in those of float32 what those of float64 have. */
const entry = 'import "./engine/kernels/binary"; export * from "./browser/index";';

const language = { target: "es2022", charset: "utf8", logLevel: "warning" };
const bundling = { ...language, absWorkingDir: root, bundle: true, write: false };

/** A script with short names and nothing that it does not need: by swc, whose output gzip packs by 5 % better than esbuild's. */
async function minified(script) {
  const compress = { ecma: 2022, passes: 3, keep_fargs: true };
  const { code } = await minify(script, { compress, mangle: true, ecma: 2022, module: false });
  return code;
}

/** A file of src/ that needs Node or TensorFlow.js has a twin for pages in the same place below src/browser/. */
function twinOf(path) {
  const place = join(twins, relative(src, path));
  return [`${place}.ts`, join(place, "index.ts")].find((file) => existsSync(file));
}

/** @param parts the names that exercises import, by their modules' paths in src/ */
const withTwins = (parts) => ({
  name: "twins",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir, importer }) => {
      const twin = !importer.startsWith(twins) && twinOf(resolve(resolveDir, path));
      return twin ? { path: twin } : undefined;
    });
    onLoad({ filter: /browser.exercises.parts\.ts$/ }, () => {
      const modules = Object.entries(parts).map(([path, names]) => ({
        path: `./${path}`,
        names: [...names],
      }));
      const imports = modules.map(({ path, names }) => `import { ${names.join(", ")} } from "${path}";`);
      const all = modules.flatMap(({ names }) => names);
      const contents = `${imports.join("\n")}\nexport const parts = { ${all.join(", ")} };`;
      return { contents, resolveDir: src };
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

const entryPoints = readdirSync(exercises)
  .filter((name) => /^\d\d-.*\.ts$/.test(name))
  .toSorted()
  .map((name) => join(exercises, name));

/** The exercises of each notebook as a module that imports what it takes of the package. */
async function exerciseModules() {
  const { outputFiles } = await build({ ...bundling, entryPoints, outdir: exercises, platform: "neutral", format: "esm", plugins: [ofPackage] }); // prettier-ignore
  return outputFiles.map(({ text }) => text);
}

/** The names that modules import from the package, by their modules' paths in src/. */
function importsOf(modules) {
  const imports = {};
  for (const text of modules)
    for (const [, names, path] of text.matchAll(/^import \{([^}]*)\} from "([^"]+)";$/gm))
      for (const name of names.split(",")) (imports[path] ??= new Set()).add(name.split(" as ")[0].trim());
  return imports;
}

/** A module as a script that assigns to `module.exports`, and whatever it would `require` is `parts`. */
async function scriptOf(module) {
  const { code } = await transform(module, { ...language, minify: true, format: "cjs", banner: '"use strict";' }); // prettier-ignore
  return code.trim();
}

/**
 * @param folder where browser.js and exercises.json are written, if anywhere; what the first declares is `vanishingGradients`, a global
 * name, and the second has the exercises of each notebook by its name, for `vanishingGradients.addExercises`
 */
export async function bundleForPages(folder) {
  const modules = await exerciseModules();
  const { outputFiles, metafile } = await build({
    ...bundling,
    metafile: true,
    minify: true,
    stdin: { contents: entry, resolveDir: src },
    outfile: "browser.js",
    platform: "browser",
    format: "iife",
    globalName: "vanishingGradients",
    plugins: [withTwins(importsOf(modules))],
  });
  const code = await minified(outputFiles[0].text);
  const scripts = await Promise.all(modules.map(scriptOf));
  const named = Object.fromEntries(scripts.map((script, i) => [basename(entryPoints[i], ".ts"), script]));
  if (folder !== undefined) {
    writeFileSync(join(folder, "browser.js"), code);
    writeFileSync(join(folder, "exercises.json"), JSON.stringify(named));
  }
  return { code, exercises: named, files: Object.keys(metafile.inputs) };
}
