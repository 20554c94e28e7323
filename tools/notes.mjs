// `npm run notes`: executes notebooks and writes them as pages; see tools/jupyter/python/course_notes.
import { spawn } from "node:child_process";
import { setup } from "./setup.mjs";
import { calledFrom } from "./setup/called-from.mjs";
import { jupyterEnvironment, python } from "./setup/jupyter-env.mjs";

await setup();
const child = spawn(python(), ["-m", "course_notes", ...process.argv.slice(2)], {
  cwd: calledFrom("notes"),
  env: jupyterEnvironment(),
  stdio: "inherit",
});
// Ctrl-C reaches the child too, which ends its kernel first; this process only waits for it.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("error", (error) => {
  console.error(`cannot start ${python()}: ${error.message}`);
  process.exitCode = 1;
});
child.on("exit", (code) => {
  process.exitCode = code ?? 1;
});
