import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the repository; every other place is derived from it, so that paths with spaces and symlinks work. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

export const nodeModules = join(root, "node_modules");
export const dist = join(root, "dist");
export const venv = join(root, ".venv");
/** Stamps, logs, the lock, and the kernel specification when the user's own Jupyter is used. */
export const state = join(root, ".setup");
/** Jupyter data directory for the kernel specification when the user's own Jupyter is used. */
export const privateJupyterData = join(state, "jupyter");

const windows = process.platform === "win32";
const executable = (name) => (windows ? `${name}.exe` : name);

/** Folder of the programs of a Python environment. */
export const binFolder = (environment) => join(environment, windows ? "Scripts" : "bin");

/** The Python executable of the private environment. */
export const venvPython = join(binFolder(venv), executable("python"));

/** `~/.cache/vanishing-gradients`, by the XDG rules; `VG_CACHE` overrides. */
export function userCache(env = process.env) {
  if (env.VG_CACHE) return resolve(env.VG_CACHE);
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "vanishing-gradients");
}

/** Where large downloads are kept: the user's cache, or `.cache/` in the repository where the home is read-only. */
export function cacheFolder(env = process.env) {
  const wanted = userCache(env);
  return isWritable(wanted) ? wanted : join(root, ".cache");
}

function isWritable(folder) {
  try {
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
