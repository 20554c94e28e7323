import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { addon, cacheFolder, packageFolder, tfjsNode, which } from "./paths.mjs";
import { run } from "./run.mjs";
import { keyOf, keyOfFile } from "./stamp.mjs";

const sources = ["tfjs_backend.cc", "tfjs_binding.cc"].map((name) => join(tfjsNode, "binding", name));
/** What is compiled from, besides TensorFlow, tells by its version; where it lies does not matter, so that projects share. */
const manifests = [tfjsNode, packageFolder("node-api-headers")].map((place) => join(place, "package.json"));
const flags = [
  "-O2",
  "-shared",
  "-fPIC",
  "-std=c++17",
  "-DNAPI_VERSION=8",
  "-DNODE_GYP_MODULE_NAME=tfjs_binding",
];
const candidates = [
  "libtensorflow_cc.so.2",
  "libtensorflow_cc.2.dylib",
  "libtensorflow.so.2",
  "libtensorflow.2.dylib",
];

/** The C++ compiler: `CXX`, else the usual names; undefined where there is none. */
export const compiler = (env = process.env) =>
  (env.CXX ? [env.CXX] : ["g++", "c++", "clang++"]).map((name) => which(name)).find(Boolean);

export const missingCompiler =
  "no C++ compiler was found (Debian, Ubuntu: sudo apt install g++; macOS: xcode-select --install)";

/**
 * The libraries of a TensorFlow: either `lib/` and `include/` (the C library's archive) or both in one folder
 * (the Python package).
 */
export function findLibraries(folder) {
  for (const lib of [folder, join(folder, "lib")]) {
    const main = candidates.map((name) => join(lib, name)).find((file) => existsSync(file));
    if (!main) continue;
    const framework = main.replace(/libtensorflow(_cc)?\./, "libtensorflow_framework.");
    return existsSync(framework) ? [main, framework] : [main];
  }
  throw new Error(`${folder} has no libtensorflow`);
}

/**
 * Empty libraries with the names of TensorFlow's, to link against: of the real ones the linker reads all names, which takes ten seconds.
 * So it is when the addon is loaded that a name is looked for, all of them at once.
 */
async function standIns(cxx, libraries, partial, signal) {
  const folder = `${partial}-libraries`;
  mkdirSync(folder, { recursive: true });
  const made = libraries.map((library) => join(folder, basename(library)));
  for (const file of made)
    await run(cxx, ["-shared", "-x", "c++", "/dev/null", `-Wl,-soname,${basename(file)}`, "-o", file], {
      signal,
    });
  return { folder, inputs: ["-Wl,-z,now", "-Wl,--no-as-needed", ...made] };
}

async function link(cxx, tensorflow, output, signal) {
  const libraries = findLibraries(tensorflow);
  const includes = [
    join(packageFolder("node-api-headers"), "include"),
    join(tensorflow, "include"),
    tfjsNode,
  ];
  const args = [...flags, ...includes.map((include) => `-I${include}`), ...sources];
  const rest = ["-Xlinker", "-rpath", "-Xlinker", dirname(libraries[0]), "-o", output];
  if (process.platform === "darwin")
    return run(cxx, [...args, ...libraries, "-undefined", "dynamic_lookup", ...rest], { signal });
  const { folder, inputs } = await standIns(cxx, libraries, output, signal);
  try {
    await run(cxx, [...args, ...inputs, ...rest], { signal });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Compiles tfjs-node's own addon against the TensorFlow in `folder`, or takes the one compiled before, and installs it. */
export async function installAddon(folder, signal) {
  const cxx = compiler();
  if (!cxx) throw new Error(missingCompiler);
  const inputs = [
    process.platform,
    process.arch,
    cxx,
    flags,
    folder,
    ...[...sources, ...manifests].map(keyOfFile),
  ];
  const compiled = join(cacheFolder(), "addons", `${keyOf(inputs).slice(0, 16)}.node`);
  if (!existsSync(compiled)) await compile(cxx, folder, compiled, signal);
  place(compiled);
  return compiled;
}

async function compile(cxx, folder, compiled, signal) {
  const partial = `${compiled}.${process.pid}`;
  mkdirSync(dirname(compiled), { recursive: true });
  try {
    await link(cxx, folder, partial, signal);
    renameSync(partial, compiled);
  } finally {
    rmSync(partial, { force: true });
  }
}

function place(compiled) {
  const partial = `${addon}.${process.pid}`;
  mkdirSync(dirname(addon), { recursive: true });
  copyFileSync(compiled, partial);
  renameSync(partial, addon);
}

const verifier = join(dirname(fileURLToPath(import.meta.url)), "verify-addon.cjs");

/** Loads tfjs-node in a process of its own and multiplies two matrices; resolves to TensorFlow's version. */
export async function verifyAddon(signal) {
  const output = await run(process.execPath, [verifier, tfjsNode], { signal, timeout: 120_000 });
  return JSON.parse(output.trim().split("\n").at(-1)).tensorflow;
}
