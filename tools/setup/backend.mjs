import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { compiler, findLibraries, installAddon, verifyAddon } from "./addon.mjs";
import { addon, nativeCommand, tfjsNode } from "./paths.mjs";
import { run } from "./run.mjs";
import { keyOf, readStamp, removeStamp, signature, writeStamp } from "./stamp.mjs";
import { tensorflowFolder } from "./tensorflow.mjs";

const env = process.env;
const choices = ["official", "pypi", "none"];

/** The addon's place is part of the key: a copied clone brings along a stamp that speaks of the original's addon. */
const key = () =>
  keyOf(
    addon,
    process.platform,
    process.arch,
    tensorflowFolder(),
    compiler() ?? "",
    env.VG_TENSORFLOW,
    env.VG_LIBTENSORFLOW,
  );

const intact = ({ files }) => Object.entries(files).every(([file, mark]) => signature(file) === mark);

/** What the set-up decided about the native backend: `{ source, tensorflow, why, files }`; undefined before. */
export const backendStamp = () => readStamp("backend");

export function backendFresh() {
  const stamp = backendStamp();
  return stamp?.key === key() && intact(stamp);
}

/** Where the package's own script downloads from; the variables are the script's. */
const bucket = () => env.TFJS_NODE_CDN_STORAGE || env.CDN_STORAGE || "https://storage.googleapis.com/";

async function officialReachable() {
  try {
    const options = { method: "HEAD", signal: AbortSignal.timeout(3_000), redirect: "manual" };
    return (
      await fetch(
        new URL("tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz", bucket()),
        options,
      )
    ).ok;
  } catch {
    return false;
  }
}

/** The ways to get the native backend, in the order in which they are tried; none of them where WASM is wanted. */
export async function plannedSources() {
  if (env.VG_TENSORFLOW === "none") return [];
  if (env.VG_LIBTENSORFLOW) return ["own"];
  if (env.VG_TENSORFLOW) return [env.VG_TENSORFLOW];
  return (await officialReachable()) ? ["official", "pypi"] : ["pypi"];
}

async function installOfficial(signal) {
  const quick = ["--fetch-retries=1", "--fetch-timeout=30000"];
  await run("npm", ["rebuild", "@tensorflow/tfjs-node", "--ignore-scripts=false", ...quick], {
    cwd: join(tfjsNode, "..", "..", ".."),
    signal,
    timeout: 900_000,
  });
  return { tensorflow: await verifyAddon(signal), libraries: findLibraries(join(tfjsNode, "deps")) };
}

/** A compiled addon from the cache that does not work (another compiler's library went away, say) is compiled anew. */
async function installAgainst(folder, signal) {
  const libraries = findLibraries(folder);
  const compiled = await installAddon(folder, signal);
  try {
    return { tensorflow: await verifyAddon(signal), libraries };
  } catch (error) {
    if (signal?.aborted) throw error;
    rmSync(compiled, { force: true });
    await installAddon(folder, signal);
    return { tensorflow: await verifyAddon(signal), libraries };
  }
}

const reasonOf = (source, error) => {
  const name =
    { official: "the official binary", pypi: "TensorFlow from PyPI", own: "VG_LIBTENSORFLOW" }[source] ??
    source;
  return `${name}: ${error.message}`;
};

/**
 * Installs the native backend from the first source that works. Where none does, this is no error: the WASM backend
 * needs no set-up. `fetchTensorflow` downloads TensorFlow from PyPI (it may have begun already) and resolves to its
 * folder. Resolves to the stamp.
 */
export async function installBackend({ sources, fetchTensorflow, signal }) {
  const wanted = key();
  removeStamp("backend");
  const install = {
    official: () => installOfficial(signal),
    pypi: async () => installAgainst(await fetchTensorflow(), signal),
    own: () => installAgainst(resolve(env.VG_LIBTENSORFLOW), signal),
  };
  const reasons = sources.length === 0 ? ["VG_TENSORFLOW=none"] : [];
  for (const source of sources) {
    try {
      if (!install[source]) throw new Error(`not one of ${choices.join(", ")}`);
      const { tensorflow, libraries } = await install[source]();
      const files = Object.fromEntries([addon, ...libraries].map((file) => [file, signature(file)]));
      return record({ key: wanted, source, tensorflow, files });
    } catch (error) {
      if (signal?.aborted) throw error;
      reasons.push(reasonOf(source, error));
    }
  }
  rmSync(addon, { force: true });
  return record({ key: wanted, source: "none", why: reasons.join("; "), files: {} });
}

function record(stamp) {
  writeStamp("backend", stamp);
  return stamp;
}

/** One line: which backend the set-up provided, and, where it is not the native one, why and how to get that. */
export function backendLine({ source, tensorflow, why }) {
  if (source === "own") return `Backend: native, TensorFlow ${tensorflow} of VG_LIBTENSORFLOW.`;
  if (source === "official") return `Backend: native, TensorFlow ${tensorflow} (official binary).`;
  if (source === "pypi") return `Backend: native, TensorFlow ${tensorflow} from PyPI.`;
  const repair = env.VG_TENSORFLOW === "none" ? `VG_TENSORFLOW= ${nativeCommand}` : nativeCommand;
  return `Backend: WebAssembly, because ${why}. For the native one: ${repair}`;
}
