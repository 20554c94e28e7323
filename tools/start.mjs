// `npm start`: JupyterLab on notebooks/; further arguments go to `jupyter lab`.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { setup } from "./setup.mjs";
import { calledFrom } from "./setup/called-from.mjs";
import { jupyterEnvironment, labArguments, python } from "./setup/jupyter-env.mjs";
import { root } from "./setup/paths.mjs";
import { withGiven } from "./start/given.mjs";

const { env, platform } = process;
/** Without a display, Python would look for a browser in the terminal. */
const hasBrowser =
  platform === "darwin" || env.DISPLAY || env.WAYLAND_DISPLAY || env.BROWSER || env.WSL_DISTRO_NAME;

await setup();
const args = [
  "-m",
  "jupyterlab",
  `--ServerApp.root_dir=${join(root, "notebooks")}`,
  // Ctrl-C ends the server without a question; its log is quiet but for warnings and the URL.
  "--ServerApp.answer_yes=True",
  "--ServerApp.log_level=WARN",
  "--LabApp.log_level=WARN",
  ...labArguments(),
  ...(hasBrowser ? [] : ["--no-browser"]),
];
const lab = spawn(python(), withGiven(args, process.argv.slice(2)), {
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
