import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Tests that any backend must pass run on all of them; the rest runs once, on the one this machine chooses. */
const onTensors = ["engine", "models", "probes", "training"].map((folder) => `test/${folder}/**/*.test.ts`);
/** What only the native backend has, and what runs no tensors. */
const once = ["test/training/columns.test.ts", "test/engine/kernels/gradients.test.ts", "test/engine/graph/!(robustness).test.ts", "test/probes/nielsen-2015.test.ts", "test/training/he-2015.test.ts"]; // prettier-ignore
/** What kernels do, on `cpu` the same as on `wasm`: statistics of nets, agreement with the reference, what rounds leave. */
const alike = ["test/probes/alpha-dropout.test.ts", "test/probes/unit-activity.test.ts", "test/engine/kernels/agreement.test.ts", "test/training/rounds.test.ts"]; // prettier-ignore
/** Pages, which a browser opens and the exporter made. */
const pages = ["test/notes/**/*.test.ts", "test/notebooks/[0-9]*.test.ts"];
/** Kernels, servers and set-ups; and what takes several times as long where V8 has seen too much else before. */
const wholeProgram = ["test/tools/**/*.test.ts", "test/lab/**/*.test.ts", "test/bench/**/*.test.ts", "test/browser/**/*.test.ts", "test/package/installed.test.ts", "test/notebooks/values-in-range.test.ts"]; // prettier-ignore
/** Those of them that take longest, the longest first. */
const longest = ["tools/setup", "lab/", "notebooks/", "package/installed", "tools/kernel/"];
const projects = ["program", "pages", "node", "unit", "wasm", "cpu"] as const;

/** Long trainings by one thread, to the same bits: with all processors at work a second one only waits. It is tried on `cpu`. */
const oneThread = [{ find: /^\.(\.\/engine)?\/threads$/, replacement: join(import.meta.dirname, "src/browser/engine/threads.ts") }]; // prettier-ignore

/** Whole programs begin, as they wait as much as they compute; then the rest, one project after another. */
class ProgramsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project, moduleId }: TestSpecification): number => {
      const long = longest.findIndex((name) => moduleId.includes(`/test/${name}`));
      const place = project.name === "program" && long >= 0 ? long : longest.length;
      return place + 100 * projects.indexOf(project.name as (typeof projects)[number]);
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

const backendProject = (name: "node" | "wasm" | "cpu"): object => ({
  extends: true,
  test: {
    name,
    include: onTensors,
    exclude: { node: [], wasm: once, cpu: [...once, ...alike] }[name],
    // These leave nothing behind, and share a process and what it has loaded.
    isolate: false,
    env: { VG_BACKEND: name },
    alias: name === "cpu" ? [] : oneThread,
  },
});

export default defineConfig({
  test: {
    pool: "forks",
    // One more than there are processors: some always wait for a kernel or a browser.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: ProgramsFirst },
    // Only what hangs takes that long, on however busy a machine.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    setupFiles: ["test/setup.ts"],
    // Room for what is let go at once: collections took a tenth of the processor's time in notebooks' cells. And most of what a
    // process runs, it runs a few times: V8 is to optimize later what it would optimize in vain, which took a tenth, too.
    execArgv: ["--max-semi-space-size=64", "--interrupt-budget=500000"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // These leave nothing behind, and share a process and what it has loaded.
          isolate: false,
          include: ["test/**/*.test.ts"],
          alias: oneThread,
          exclude: [...onTensors, ...wholeProgram, ...pages],
        },
      },
      backendProject("node"),
      backendProject("wasm"),
      backendProject("cpu"),
      {
        extends: true,
        test: { name: "program", include: wholeProgram },
      },
      {
        extends: true,
        // These share a process too, and the browser and the exporter that it has started.
        test: { name: "pages", isolate: false, include: pages },
      },
    ],
  },
});
