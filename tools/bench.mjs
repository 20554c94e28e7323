import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { setup } from "./setup.mjs";
import { jupyterEnvironment, python } from "./setup/jupyter-env.mjs";
import { root, state } from "./setup/paths.mjs";

const programs = join(state, "bench");

const training = ["packages", "backend", "dist"];
const page = ["packages", "jupyter", "kernel", "backend", "dist"];

/** Every benchmark by its name: what it answers, what it needs, and what answers it, where that is not its own folder's main.ts. */
const benchmarks = {
  rerun: {
    question: "How long does a small cell take to re-run, beyond its own work?",
    need: page,
    command: () => [python(), join(root, "bench", "rerun_overhead.py"), join(root, "notebooks")],
  },
  training: {
    question: "How long does a training step with all gradient norms take, against other frameworks?",
    need: training,
  },
  runs: {
    question:
      "How long does a whole run take, from the description of a net to the last norm, against other frameworks?",
    need: training,
  },
  depth: {
    question: "How do time and memory of training grow with depth?",
    need: training,
  },
  norms: {
    question: "What do the norms of all layers cost on top of a plain training step?",
    need: training,
  },
  kernels: {
    question:
      "How long does a training step by WebAssembly kernels take, against the graph and the reference?",
    need: training,
  },
  recurrent: {
    question: "How long does a training step of a recurrent net take, against PyTorch and tfjs's autodiff?",
    need: training,
  },
  listeners: {
    question: "What do listeners to the gradients add to a training step?",
    need: training,
  },
  page: {
    question:
      "How fast does a page compute by itself, from disk, in Chromium, and show its reader what came of it?",
    need: page,
  },
};

/** The names of the benchmarks that are programs of their own. */
const own = Object.keys(benchmarks).filter((name) => !benchmarks[name].command);

/** Node 20 runs no TypeScript: the benchmarks' programs are bundled first, in a fraction of a second. */
async function bundle() {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: root,
    entryPoints: [...own.map((name) => `${name}/main`), "training/workers/ours", "training/workers/tfjs-node"].map((name) => `bench/${name}.ts`), // prettier-ignore
    // The engine asks for tfjs-node only where it needs it.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    outbase: "bench",
    outdir: programs,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
  });
}

// Names of benchmarks come first; what follows from the first option on is for the one that was named.
const args = process.argv.slice(2);
const options = args.findIndex((argument) => argument.startsWith("-"));
const named = options < 0 ? args : args.slice(0, options);
const rest = options < 0 ? [] : args.slice(options);
const names = named.length > 0 ? named : Object.keys(benchmarks);
const unknown = names.find((name) => !Object.hasOwn(benchmarks, name));
if (unknown !== undefined || (rest.length > 0 && named.length !== 1)) {
  const problem =
    unknown === undefined ? "Options need one benchmark before them." : `There is no benchmark "${unknown}".`;
  console.error(`${problem} Choose one of: ${Object.keys(benchmarks).join(", ")}`);
  process.exit(2);
}
for (const name of names) {
  await setup({ need: benchmarks[name].need });
  await bundle();
  console.log(benchmarks[name].question);
  const [program, ...given] = benchmarks[name].command?.() ?? [
    process.execPath,
    join(programs, name, "main.mjs"),
  ];
  const { status } = spawnSync(program, [...given, ...rest], {
    stdio: "inherit",
    cwd: root,
    env: jupyterEnvironment(),
  });
  if (status !== 0) process.exit(status ?? 1);
}
