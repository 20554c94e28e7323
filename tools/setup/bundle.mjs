// Builds dist/ in a folder aside and swaps it in: one CommonJS file, one self-contained file of types, one script for pages, and
// the exercises that pages bring.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleForPages } from "./page-bundle.mjs";
import { dist, nodeModules, root, state } from "./paths.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const staging = join(state, `dist-${process.pid}`);
const work = `${staging}-types`;
const replaced = `${staging}-replaced`;

const bundleCode = () =>
  build({
    absWorkingDir: root,
    entryPoints: ["src/index.ts"],
    outfile: join(staging, "index.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    sourcemap: true,
    external: ["@tensorflow/*", "tslab", "plotly.js-dist"],
    logLevel: "warning",
  });

/** Runs a program in a process of its own, beside esbuild. */
function node(program, args) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: root,
      stdio: "inherit",
    });
    child.on("error", fail);
    child.on("close", (code) => (code === 0 ? done() : fail(new Error(`${program} failed`))));
  });
}

function writeConfiguration(name, options) {
  const file = join(work, name);
  writeFileSync(file, JSON.stringify(options));
  return file;
}

/**
 * Two passes, because that is faster than one: TypeScript (7, which takes a fifth of the time) writes the declarations of each
 * file without checking the code (`npm test` does that), and the roll-up then reads only those, with a stand-in for tfjs's own typings.
 */
async function bundleTypes() {
  const emitOptions = { noEmit: false, emitDeclarationOnly: true, declaration: true, noCheck: true };
  const emit = writeConfiguration("emit.json", {
    extends: join(root, "tsconfig.json"),
    compilerOptions: {
      ...emitOptions,
      rootDir: join(root, "src"),
      outDir: join(work, "src"),
      typeRoots: [join(nodeModules, "@types")],
    },
    include: [join(root, "src")],
  });
  await node(join(nodeModules, "typescript-7/bin/tsc"), ["-p", emit]);
  const standIn = join(here, "tfjs-in-types.d.ts");
  const paths = { "@tensorflow/tfjs": [standIn] };
  const compilerOptions = {
    target: "ES2022",
    module: "preserve",
    moduleResolution: "bundler",
    strict: true,
    paths,
  };
  const entry = join(work, "src", "index.d.ts");
  const rollUp = writeConfiguration("roll-up.json", {
    compilerOptions: { ...compilerOptions, lib: ["ES2023"], types: [], skipLibCheck: true },
    files: [entry],
  });
  const output = join(staging, "index.d.ts");
  await node(join(here, "roll-up.cjs"), [rollUp, entry, output]);
  return output;
}

/** Types that pulled in tfjs's or Plotly's would make every cell of a notebook slower by 100 to 500 ms. */
function checkTypes(file) {
  const imports = readFileSync(file, "utf8").match(
    /^.*\b(from|import\(|require\(|types=)\s*["'][^"'\n]+["'].*$/gm,
  );
  if (imports) throw new Error(`dist/index.d.ts must not import anything, but has:\n${imports.join("\n")}`);
}

for (const folder of [staging, work]) mkdirSync(folder, { recursive: true });
try {
  const [types, code, page] = await Promise.allSettled([bundleTypes(), bundleCode(), bundleForPages(staging)]); // prettier-ignore
  for (const { reason } of [code, page, types]) if (reason) throw reason;
  checkTypes(types.value);
  if (existsSync(dist)) renameSync(dist, replaced);
  renameSync(staging, dist);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  for (const folder of [staging, work, replaced]) rmSync(folder, { recursive: true, force: true });
}
