import { mkdirSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import util from "node:util";
import { alive } from "./setup/alive.mjs";
import { backendFresh, backendLine, backendStamp, installBackend, plannedSources } from "./setup/backend.mjs";
import { build, buildFresh } from "./setup/build.mjs";
import { SetupError } from "./setup/failure.mjs";
import { installJupyter, jupyterFresh } from "./setup/jupyter.mjs";
import { installKernel, kernelFresh } from "./setup/kernel.mjs";
import { withLock } from "./setup/lock.mjs";
import { installPackages, packagesFresh } from "./setup/packages.mjs";
import { log, state } from "./setup/paths.mjs";
import { createProgress } from "./setup/progress.mjs";
import { removeStamp } from "./setup/stamp.mjs";
import { ensureTensorflow, version } from "./setup/tensorflow.mjs";

const everything = ["packages", "jupyter", "kernel", "backend", "dist"];
const fresh = {
  packages: packagesFresh,
  jupyter: jupyterFresh,
  kernel: kernelFresh,
  backend: backendFresh,
  dist: buildFresh,
};

function checkPlatform() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 20)
    throw new SetupError(`Node ${process.versions.node} is too old; Node 20 or newer is needed.`, [
      "https://nodejs.org/",
    ]);
  if (process.platform === "win32")
    throw new SetupError("Windows is supported through WSL 2 (see environment.md).");
}

/** Removes what killed runs left in `.setup/`; only called while holding the lock. */
function sweep() {
  mkdirSync(state, { recursive: true });
  rmSync(log, { force: true });
  for (const name of readdirSync(state)) {
    const pid = Number(/^(?:npm|dist|kernels)-(\d+)/.exec(name)?.[1]);
    if (pid && !alive(pid)) rmSync(join(state, name), { recursive: true, force: true });
  }
}

/** Waits until every task has ended (none is left behind half-way), then throws the first failure. */
async function together(tasks, onFailure = () => {}) {
  const failures = [];
  const caught = (error) => {
    failures.push(error);
    onFailure();
  };
  await Promise.all(tasks.map((task) => task().catch(caught)));
  if (failures.length > 0) throw failures[0];
}

/** Two branches: npm and the build; Python and TensorFlow. Only the end of the second, the backend, needs both. */
async function install(need, { say, step }) {
  const stale = (name) => need.includes(name) && !fresh[name]();
  const controller = new AbortController();
  const { signal } = controller;
  let download;
  const label = `TensorFlow ${version} from PyPI`;
  const fetchTensorflow = () => (download ??= step(label, (note) => ensureTensorflow({ signal, note })));
  let sources;
  const packages = stale("packages") && step("npm packages", () => installPackages(signal));
  await together(
    [
      async () => {
        await packages;
        if (stale("dist")) await step("Build of dist/", () => build(signal));
      },
      async () => {
        if (stale("jupyter")) await step("Python packages", () => installJupyter(signal));
        if (stale("kernel")) installKernel();
        if (stale("backend")) {
          sources = await plannedSources();
          // A failure is reported by the step that needs the folder.
          if (sources[0] === "pypi") await fetchTensorflow().catch(() => {});
        }
        await packages;
        // New packages come without one.
        if (!stale("backend")) return;
        sources ??= await plannedSources();
        const work = () => installBackend({ sources, fetchTensorflow, signal });
        say(backendLine(await step("Backend", work)));
      },
    ],
    () => controller.abort(),
  );
}

/**
 * Makes everything ready that a command needs; does nothing, in a few milliseconds, where it is.
 *
 * `need` names what is needed, of "packages", "jupyter", "kernel", "backend" and "dist" (default: all). On failure it
 * says what went wrong and what to do, and ends the process with exit code 1.
 */
export async function setup({ need = everything } = {}) {
  const ready = () => need.every((name) => fresh[name]());
  try {
    checkPlatform();
    if (ready()) return remindOfWasm(need);
    const progress = createProgress();
    const onWait = (pid) => progress.say(`Another set-up is running here (process ${pid}); waiting for it.`);
    await withLock(onWait, async () => {
      if (ready()) return;
      sweep();
      const since = Date.now();
      await install(need, progress);
      progress.say(`Ready in ${Math.round((Date.now() - since) / 1000)} s.`);
    });
  } catch (error) {
    explain(error);
    process.exit(1);
  }
}

function remindOfWasm(need) {
  if (need.includes("backend") && backendStamp().source === "none")
    console.error(backendLine(backendStamp()));
}

function explain(error) {
  if (!(error instanceof SetupError)) console.error(error);
  console.error(`\nSet-up failed: ${error.message}`);
  for (const line of error.advice ?? []) console.error(`  ${line}`);
}

const help = `Usage: node tools/setup.mjs [--native]

Installs what the course needs into this repository and a per-user cache (see environment.md); every npm script does
this by itself. --native tries again to get the native backend.`;

async function main() {
  const { values } = util.parseArgs({
    options: { native: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) return console.log(help);
  if (values.native) removeStamp("backend");
  await setup();
  console.log(backendLine(backendStamp()));
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
