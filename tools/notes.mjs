// `npm run notes`: executes notebooks and writes them as pages; see tools/jupyter/python/course_notes.
import { spawn } from "node:child_process";
import { setup } from "./setup.mjs";
import { jupyterEnvironment, python } from "./setup/jupyter-env.mjs";

/** npm runs scripts in the repository; paths mean what they mean where it was called. */
const called = process.env.npm_lifecycle_event === "notes" && process.env.INIT_CWD;

await setup();
const child = spawn(python(), ["-m", "course_notes", ...process.argv.slice(2)], {
  cwd: called || process.cwd(),
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
