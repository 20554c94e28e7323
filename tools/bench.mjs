import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { setup } from "./setup.mjs";
import { jupyterEnvironment, python } from "./setup/jupyter-env.mjs";
import { root } from "./setup/paths.mjs";

/** Every benchmark by its name: what it answers, and the program in bench/ that answers it. */
const benchmarks = {
  rerun: {
    question: "How long does a small cell take to re-run, beyond its own work?",
    command: () => [python(), join(root, "bench", "rerun_overhead.py"), join(root, "notebooks")],
  },
};

const { positionals } = parseArgs({ allowPositionals: true });
const names = positionals.length > 0 ? positionals : Object.keys(benchmarks);
const unknown = names.find((name) => !Object.hasOwn(benchmarks, name));
if (unknown) {
  console.error(`There is no benchmark "${unknown}". Choose one of: ${Object.keys(benchmarks).join(", ")}`);
  process.exit(2);
}
await setup();
for (const name of names) {
  console.log(benchmarks[name].question);
  const [program, ...rest] = benchmarks[name].command();
  const { status } = spawnSync(program, rest, { stdio: "inherit", env: jupyterEnvironment() });
  if (status !== 0) process.exit(status ?? 1);
}
