import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the repository; every other place is derived from it, so that paths with spaces and symlinks work. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

export const nodeModules = join(root, "node_modules");

/** Whether this is the repository, and not the package installed into a project. */
export const inRepository = existsSync(join(root, "tools", "setup.mjs"));
/** The command that gets the native library. */
export const nativeCommand = inRepository
  ? "node tools/setup.mjs --native"
  : "npx vanishing-gradients native";

/** Folder of an npm package that this one uses: its own, or where npm puts it in a project. */
export function packageFolder(name) {
  const own = join(nodeModules, name);
  return inRepository || existsSync(own) ? own : join(root, "..", name);
}

export const tfjsNode = packageFolder("@tensorflow/tfjs-node");
/** Where tfjs-node looks for its native part. */
export const addon = join(tfjsNode, "lib", "napi-v8", "tfjs_binding.node");
export const dist = join(root, "dist");
export const venv = join(root, ".venv");
export const venvPython = join(venv, "bin", "python");
/** Stamps, the log, the lock, and the kernel specification when the user's own Jupyter is used. */
export const state = join(root, ".setup");
/** The course's notebooks, which git tracks, and the reader's copies, which it ignores. */
export const courseNotebooks = join(root, "notebooks");
export const ownNotebooks = join(root, "my-notebooks");
export const log = join(state, "setup.log");
export const privateJupyterData = join(state, "jupyter");

const writable = (folder) => {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** False in some containers and on shared machines; npm's cache and Jupyter's own files then stay in the repository. */
export const homeIsWritable = () => writable(homedir());

/** `~/.cache/vanishing-gradients` by the XDG rules; `VG_CACHE` overrides. */
export function userCache(env = process.env) {
  if (env.VG_CACHE) return resolve(env.VG_CACHE);
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "vanishing-gradients");
}

/** Level by level: Node's own recursive mkdir never returns below a folder like /proc, which some containers have as home. */
function makeFolder(folder) {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** Where large downloads are kept: the user's cache, or `.cache/` in the repository where the home is read-only. */
export function cacheFolder(env = process.env) {
  const wanted = userCache(env);
  try {
    makeFolder(wanted);
  } catch {
    return join(root, ".cache");
  }
  return writable(wanted) ? wanted : join(root, ".cache");
}

/** Full path of a program on PATH, found without starting it; undefined where there is none. */
export function which(program, env = process.env) {
  const places = program.includes("/")
    ? [resolve(program)]
    : (env.PATH ?? "")
        .split(delimiter)
        .filter(Boolean)
        .map((folder) => join(folder, program));
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
