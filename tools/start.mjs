// `npm start`: JupyterLab on the reader's copies of the notebooks, in my-notebooks/, which git ignores.
// `npm start -- --course` opens the course's own, in notebooks/, and saves them without outputs, as they are committed.
// Further arguments go to `jupyter lab`; with `--notebook-dir` the reader's folder is opened and the course's left alone.
import { spawn } from "node:child_process";
import { basename } from "node:path";
import { setup } from "./setup.mjs";
import { calledFrom } from "./setup/called-from.mjs";
import { jupyterEnvironment, python } from "./setup/jupyter-env.mjs";
import { courseNotebooks, ownNotebooks } from "./setup/paths.mjs";
import { givesFolder, withGiven } from "./start/given.mjs";
import { labArguments } from "./start/lab-arguments.mjs";
import { report } from "./start/report.mjs";
import { firstSight, workspaces } from "./start/workspace.mjs";
import { refresh } from "./start/working-copy.mjs";

const { env, platform } = process;
/** Without a display, Python would look for a browser in the terminal. */
const hasBrowser =
  platform === "darwin" || env.DISPLAY || env.WAYLAND_DISPLAY || env.BROWSER || env.WSL_DISTRO_NAME;
const course = process.argv.includes("--course");
const given = process.argv.slice(2).filter((argument) => argument !== "--course");
const elsewhere = givesFolder(given);
const folder = course ? courseNotebooks : ownNotebooks;
const memory = workspaces(elsewhere ? "elsewhere" : basename(folder));

await setup();
if (!course && !elsewhere) {
  const done = refresh(courseNotebooks, ownNotebooks);
  for (const line of report(basename(ownNotebooks), done)) console.log(line);
}
if (!elsewhere) firstSight(memory);
const args = [
  ...labArguments(folder, { workspaces: memory, course }),
  ...(hasBrowser ? [] : ["--no-browser"]),
];
const lab = spawn(python(), ["-m", ...withGiven(args, given)], {
  cwd: calledFrom("start"),
  env: jupyterEnvironment(),
  stdio: "inherit",
});
// Ctrl-C reaches the server too, which ends its kernels first; this process only waits for it.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => lab.kill("SIGTERM"));
lab.on("error", (error) => {
  console.error(`Cannot start ${python()}: ${error.message}`);
  process.exitCode = 1;
});
lab.on("exit", (code) => (process.exitCode = code ?? 0));
