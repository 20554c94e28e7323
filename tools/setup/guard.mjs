// Runs a command in the process group that `run.mjs` made for it, and ends the whole group once standard input
// closes. That happens when the set-up stops the command, and also when the set-up itself was killed (SIGKILL
// included): no orphan goes on writing into a folder that the next set-up is already building anew.
import { spawn } from "node:child_process";

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] });
process.stdin.resume().on("close", () => process.kill(-process.pid, "SIGKILL"));
child.on("error", (error) => {
  console.error(error.message);
  process.exit(127);
});
child.on("exit", (code) => process.exit(code ?? 1));
