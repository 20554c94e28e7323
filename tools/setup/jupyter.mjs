import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { downloadFailure, SetupError } from "./failure.mjs";
import { findPython } from "./find-python.mjs";
import { root, state, venv, venvPython, which } from "./paths.mjs";
import { run } from "./run.mjs";
import { keyOf, keyOfFile, readStamp, removeStamp, signature, writeStamp } from "./stamp.mjs";

const requirements = join(root, "tools", "requirements.txt");
const own = () => process.env.VG_JUPYTER;

/** The root is part of the key because the programs of a virtual environment contain its absolute path. */
function key() {
  if (own()) return keyOf("own", own(), signature(which(own()) ?? ""));
  return keyOf("venv", keyOfFile(requirements), root, process.env.VG_PYTHON ?? "");
}

export const jupyterFresh = () =>
  readStamp("jupyter")?.key === key() && (own() ? true : existsSync(venvPython));

/** Makes the private Python environment, or checks the user's own; resolves to what to say about it. */
export async function installJupyter(signal) {
  const wanted = key();
  removeStamp("jupyter");
  const versions = own() ? checkOwn(own()) : await makeVenv(signal);
  writeStamp("jupyter", { key: wanted, versions });
  return `JupyterLab ${versions.jupyterlab}${own() ? " of VG_JUPYTER" : ""}`;
}

async function makeVenv(signal) {
  const python = findPython();
  await keepingTheOld(async () => {
    await run(python.path, ["-m", "venv", venv], { signal });
    const pip = [
      "-m",
      "pip",
      "install",
      "--disable-pip-version-check",
      "--no-input",
      "--retries=1",
      "--timeout=15",
    ];
    await run(venvPython, [...pip, "-r", requirements], { signal }).catch((error) => {
      throw downloadFailure("Python package index", "pip config set global.index-url URL", error);
    });
  });
  return jupyterVersions(venvPython);
}

/** A virtual environment cannot be moved, so the old one steps aside while the new one is built, and comes back on failure. */
async function keepingTheOld(build) {
  const aside = join(state, "old-venv");
  if (existsSync(venv) && !existsSync(aside)) {
    mkdirSync(dirname(aside), { recursive: true });
    renameSync(venv, aside);
  }
  rmSync(venv, { recursive: true, force: true });
  try {
    await build();
  } catch (error) {
    rmSync(venv, { recursive: true, force: true });
    if (existsSync(aside)) renameSync(aside, venv);
    throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}

const needed = { jupyterlab: 4, nbconvert: 7, nbclient: 0, nh3: 0, plotly: 6 };

/** Versions of the packages that the course needs in a Python environment; null for a missing one. */
export function jupyterVersions(python) {
  const code = `
import importlib.metadata as m, json
def version(name):
    try: return m.version(name)
    except m.PackageNotFoundError: return None
print(json.dumps({name: version(name) for name in ${JSON.stringify(Object.keys(needed))}}))`;
  const { status, stdout } = spawnSync(python, ["-c", code], { encoding: "utf8", timeout: 20_000 });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

/** Requirements that an environment does not meet, as arguments for pip. */
export const lacking = (versions) =>
  Object.entries(needed)
    .filter(([name, major]) => !versions[name] || Number.parseInt(versions[name], 10) < major)
    .map(([name, major]) => `${name}>=${major}`);

function checkOwn(python) {
  const versions = jupyterVersions(python);
  if (!versions) {
    throw new SetupError(`VG_JUPYTER names ${python}, which is not a Python that runs.`, [
      "Set it to the python executable of an environment with JupyterLab, or unset it for a private environment.",
    ]);
  }
  const missing = lacking(versions);
  if (missing.length === 0) return versions;
  throw new SetupError(`The Jupyter of VG_JUPYTER (${python}) lacks ${missing.join(", ")}.`, [
    `Install it there: ${python} -m pip install ${missing.map((name) => `"${name}"`).join(" ")}`,
    "or unset VG_JUPYTER for a private environment.",
  ]);
}
