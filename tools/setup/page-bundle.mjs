// Builds dist/browser.js: the package for a page, without Node and TensorFlow.js; and the exercises of each notebook, which its page brings.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { minify } from "@swc/core";
import { build } from "esbuild";
import { root } from "./paths.mjs";

const src = join(root, "src");
const twins = join(src, "browser");
const exercises = join(src, "exercises");
/** The kernels' digits come first, since gzip looks back 32 KB, of which they take 22. */
const entry = 'import "./engine/kernels/binary"; export * from "./browser/index";';

const options = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  metafile: true,
  target: "es2022",
  charset: "utf8",
  logLevel: "warning",
};

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

const bundleExercises = (format) =>
  build({ ...options, minify: format === "cjs", entryPoints, outdir: exercises, platform: "neutral", format, plugins: [ofPackage] }); // prettier-ignore

/** The names that exercises import from the package, by their modules' paths in src/. */
async function partsOfExercises() {
  const parts = {};
  for (const { text } of (await bundleExercises("esm")).outputFiles)
    for (const [, names, path] of text.matchAll(/^import \{([^}]*)\} from "([^"]+)";$/gm))
      for (const name of names.split(",")) (parts[path] ??= new Set()).add(name.split(" as ")[0].trim());
  return parts;
}

/** The exercises of each notebook by its name as a script that assigns to `module.exports`, and whatever it would `require` is `parts`. */
async function exercisesForPages() {
  const { outputFiles } = await bundleExercises("cjs");
  return Object.fromEntries(outputFiles.map(({ text }, i) => [basename(entryPoints[i], ".ts"), text.trim()]));
}

/**
 * @param folder where browser.js and exercises.json are written, if anywhere; what the first declares is `vanishingGradients`, a global
 * name, and the second has the exercises of each notebook by its name, for `vanishingGradients.addExercises`
 */
export async function bundleForPages(folder) {
  const [scripts, parts] = await Promise.all([exercisesForPages(), partsOfExercises()]);
  const { outputFiles, metafile } = await build({
    ...options,
    minify: true,
    stdin: { contents: entry, resolveDir: src },
    outfile: "browser.js",
    platform: "browser",
    format: "iife",
    globalName: "vanishingGradients",
    plugins: [withTwins(parts)],
  });
  const code = await minified(outputFiles[0].text);
  if (folder !== undefined) {
    writeFileSync(join(folder, "browser.js"), code);
    writeFileSync(join(folder, "exercises.json"), JSON.stringify(scripts));
  }
  return { code, exercises: scripts, files: Object.keys(metafile.inputs) };
}
