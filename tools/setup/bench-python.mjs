// The Python frameworks that the benchmarks compare with, in a virtual environment apart from the course's.
// As a program, `node bench-python.mjs torch` makes one ready and prints {"python": …} or, where that fails, {"reason": …}.
import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { downloadFailure } from "./failure.mjs";
import { findPython } from "./find-python.mjs";
import { withLock } from "./lock.mjs";
import { root } from "./paths.mjs";
import { createProgress } from "./progress.mjs";
import { run } from "./run.mjs";
import { keyOf, keyOfFile, readStamp, removeStamp, writeStamp } from "./stamp.mjs";

const place = join(root, ".cache", "bench-venv");
const python = join(place, "bin", "python");
const versions = join(root, "bench", "requirements.txt");

/** The root is part of the key because the programs of a virtual environment contain its absolute path. */
const key = () => keyOf(keyOfFile(versions), root, process.env.VG_PYTHON ?? "");
/** What is installed; undefined where there is no environment of this key. */
function installed() {
  const stamp = readStamp("bench");
  return stamp?.key === key() && existsSync(python) ? stamp.installed : undefined;
}
const fresh = (requirement) => installed()?.includes(requirement) ?? false;

async function makeVenv() {
  const { path } = findPython();
  removeStamp("bench");
  await run(path, ["-m", "venv", "--clear", place]);
  writeStamp("bench", { key: key(), installed: [] });
}

/** Installs one requirement at the version of bench/requirements.txt, whatever becomes of the others. */
async function install(requirement) {
  const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--retries=1"];
  // The workers read their tasks by NumPy, which not every framework brings.
  await run(python, [...pip, "-c", versions, "numpy", requirement]).catch((error) => {
    throw downloadFailure("Python package index", "pip config set global.index-url URL", error);
  });
  writeStamp("bench", { key: key(), installed: [...installed(), requirement] });
}

/** Makes one framework ready, where it is not yet; resolves to the Python that has it. */
export async function benchPython(requirement) {
  if (fresh(requirement)) return python;
  const { say, step } = createProgress();
  await withLock(
    (pid) => say(`A set-up is running here (process ${pid}); waiting for it.`),
    () =>
      step(`${requirement} for the benchmark`, async () => {
        if (!installed()) await makeVenv();
        if (!fresh(requirement)) await install(requirement);
      }),
  );
  return python;
}

/** What went wrong on one line; pip's own last words where it has some. */
const reasonOf = ({ message, advice = [] }) =>
  [message, advice.findLast((line) => line.startsWith("ERROR:"))].filter(Boolean).join(" ");

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const answer = await benchPython(process.argv[2]).then(
    (program) => ({ python: program }),
    (error) => ({ reason: reasonOf(error) }),
  );
  console.log(JSON.stringify(answer));
}
