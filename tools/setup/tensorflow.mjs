import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import fs from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { alive } from "./alive.mjs";
import { compiler, missingCompiler } from "./addon.mjs";
import { downloadFailure } from "./failure.mjs";
import { findPython } from "./find-python.mjs";
import { cacheFolder, venvPython } from "./paths.mjs";
import { run } from "./run.mjs";
import { sha256 } from "./stamp.mjs";

export const version = "2.21.0";

/** One wheel for each platform, whatever Python runs here: only its C library and headers are used. */
const wheels = {
  "linux-x64": {
    libraries: ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"],
    requirement: "tensorflow-cpu",
    tag: "manylinux_2_27_x86_64",
    sha256: "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
  },
  "linux-arm64": {
    libraries: ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"],
    requirement: "tensorflow",
    tag: "manylinux_2_27_aarch64",
    sha256: "4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c",
  },
  "darwin-arm64": {
    libraries: ["libtensorflow_cc.2.dylib", "libtensorflow_framework.2.dylib"],
    requirement: "tensorflow",
    tag: "macosx_12_0_arm64",
    sha256: "51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88",
  },
};
const platform = `${process.platform}-${process.arch}`;
/** The cache may be shared by several machines (a network home): each sweeps only its own leftovers. */
const partialPrefix = `partial-${hostname()}-`;
const wheelBytes = 274e6;
const neededBytes = 1.3e9;

export const tensorflowFolder = () => join(cacheFolder(), `tensorflow-${version}-${platform}`);

/** Nothing is downloaded where it could not be used. */
function requireUsable() {
  if (!wheels[platform]) throw new Error(`PyPI has no suitable TensorFlow for ${platform}`);
  if (!compiler()) throw new Error(missingCompiler);
  if (process.platform === "linux" && !process.report.getReport().header.glibcVersionRuntime)
    throw new Error("TensorFlow needs glibc, which this system (musl) lacks");
}

/** True where every file is the one that was extracted from the verified wheel. */
async function isIntact(folder) {
  try {
    const { files } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
    for (const [name, hash] of Object.entries(files))
      if ((await sha256(join(folder, name))) !== hash) return false;
    return true;
  } catch {
    return false;
  }
}

/** Downloads TensorFlow into the cache unless an intact copy is there; resolves to its folder. */
export async function ensureTensorflow({ signal, note = () => {} } = {}) {
  requireUsable();
  const folder = tensorflowFolder();
  if (await isIntact(folder)) return folder;
  rmSync(folder, { recursive: true, force: true });
  const cache = dirname(folder);
  sweep(cache);
  await requireSpace(cache);
  const partial = join(cache, `${partialPrefix}${process.pid}`);
  mkdirSync(partial, { recursive: true });
  try {
    const python = await pythonWithPip(partial, signal);
    await fetchWheel(python, partial, { signal, note });
    await extract(python, partial, signal);
    takePlace(join(partial, "tensorflow"), folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}

/** Removes what killed runs left behind. */
function sweep(cache) {
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache)) {
    const pid = name.startsWith(partialPrefix) && Number(name.slice(partialPrefix.length));
    if (pid && !alive(pid)) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

async function requireSpace(cache) {
  const { bavail, bsize } = await fs.statfs(cache);
  if (bavail * bsize < neededBytes) throw new Error(`${cache} has less than 1.3 GB free`);
}

/** The course's own, else one in a virtual environment that goes with the download. */
async function pythonWithPip(partial, signal) {
  const own = process.env.VG_JUPYTER || venvPython;
  if (existsSync(own)) return own;
  await run(findPython().path, ["-m", "venv", join(partial, "venv")], { signal });
  return join(partial, "venv", "bin", "python");
}

async function fetchWheel(python, partial, { signal, note }) {
  const wheel = wheels[platform];
  const pinned = join(partial, "requirement.txt");
  writeFileSync(pinned, `${wheel.requirement}==${version} --hash=sha256:${wheel.sha256}\n`);
  const target = ["--implementation=cp", "--python-version=3.11", "--abi=cp311", `--platform=${wheel.tag}`];
  const quick = ["--retries=1", "--timeout=15", "--disable-pip-version-check", "--no-input"];
  const args = [
    "-m",
    "pip",
    "download",
    "--no-deps",
    "--no-cache-dir",
    "--only-binary=:all:",
    "--require-hashes",
  ];
  const env = { ...process.env, TMPDIR: partial };
  const timer = setInterval(
    () => note(`${Math.min(99, Math.round((100 * sizeOf(partial)) / wheelBytes))} %`),
    500,
  );
  try {
    await run(python, [...args, ...target, ...quick, "-d", partial, "-r", pinned], {
      env,
      signal,
    });
  } catch (error) {
    throw downloadFailure("Python package index", "pip config set global.index-url URL", error);
  } finally {
    clearInterval(timer);
  }
}

/** Size of the largest file below a folder: the wheel while it grows. */
function sizeOf(folder) {
  const files = readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  return Math.max(0, ...files.map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0));
}

async function extract(python, partial, signal) {
  const wheel = readdirSync(partial).find((name) => name.endsWith(".whl"));
  const program = join(dirname(fileURLToPath(import.meta.url)), "extract.py");
  await run(
    python,
    [program, join(partial, wheel), join(partial, "tensorflow"), ...wheels[platform].libraries],
    { signal },
  );
}

/** Another clone may have been faster; its copy is as good. */
function takePlace(fresh, folder) {
  try {
    renameSync(fresh, folder);
  } catch (error) {
    if (!existsSync(join(folder, "manifest.json"))) throw error;
  }
}
