import { spawn } from "node:child_process";
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { log, root, state } from "./paths.mjs";

const guard = join(dirname(fileURLToPath(import.meta.url)), "guard.mjs");

/** A command that ended with an error; `output` is all that it printed. */
export class CommandError extends Error {
  constructor(command, code, output) {
    super(`${command} ended with exit code ${code}`);
    this.output = output;
  }
}

/** npm passes its own settings on to what `npm start` runs; a nested npm must find its project by itself. */
function outsideNpm(env) {
  const inherited =
    /^npm_(lifecycle_|package_|config_local_prefix$|config_global_prefix$|config_loglevel$)|^INIT_CWD$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !inherited.test(name)));
}

/**
 * Runs a command to its end, without a terminal (nothing can prompt); its output goes to `.setup/setup.log`.
 * Resolves to the output; throws `CommandError` when the command fails, is stopped by `signal`, or takes longer
 * than `timeout` milliseconds.
 */
export function run(command, args, { cwd = root, env = process.env, signal, timeout = 1_800_000 } = {}) {
  mkdirSync(state, { recursive: true });
  appendFileSync(log, `\n$ ${[command, ...args].join(" ")}\n`);
  return new Promise((done, fail) => {
    const options = { cwd, env: outsideNpm(env), detached: true, stdio: "pipe" };
    const child = spawn(process.execPath, [guard, command, ...args], options);
    let output = "";
    const keep = (chunk) => {
      output += chunk;
      appendFileSync(log, chunk);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const stop = () => child.stdin.destroy();
    const timer = setTimeout(stop, timeout);
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) stop();
    child.on("error", fail);
    child.on("close", (code, killed) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      if (code === 0) done(output);
      else fail(new CommandError(command, code ?? killed, output));
    });
  });
}
