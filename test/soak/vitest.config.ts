import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const HOURS = 3_600_000;

/** Tests of the suite that do more rounds here (test/support/long.ts), by the backend that they need, if any. */
const longer = {
  any: [
    "test/diagnosis/diagnose.test.ts",
    "test/notebooks/[0-9]*.test.ts",
    "test/notebooks/quoted/*.test.ts",
    "test/notebooks/types.test.ts",
    "test/notes/exported-numbers.test.ts",
    "test/notes/page.test.ts",
    "test/package/bad-input.test.ts",
    "test/probes/alpha-dropout.test.ts",
    "test/probes/unit-activity.test.ts",
    "test/recurrent/agreement.test.ts",
    "test/training/columns.test.ts",
    "test/training/he-2015.test.ts",
    "test/training/history.test.ts",
    "test/training/rounds.test.ts",
    "test/tools/setup.test.ts",
  ],
  node: [
    "test/engine/gradient-check.test.ts",
    "test/engine/graph/agreement.test.ts",
    "test/engine/graph/compiled.test.ts",
    "test/engine/graph/operations.test.ts",
    "test/engine/graph/robustness.test.ts",
    "test/engine/graph/true-norms.test.ts",
    "test/probes/measure.test.ts",
    "test/probes/nielsen-2015.test.ts",
  ],
  cpu: ["test/engine/kernels/agreement.test.ts", "test/engine/kernels/robustness.test.ts"],
};

const onBackend = (name: "node" | "cpu"): object => ({
  extends: true,
  test: { name, include: longer[name], env: { VG_BACKEND: name } },
});

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    env: { VG_SOAK: "1" },
    setupFiles: ["test/setup.ts"],
    pool: "forks",
    // One after another: what is measured here (memory, rates) shall not depend on the company.
    fileParallelism: false,
    testTimeout: 6 * HOURS,
    hookTimeout: 600_000,
    projects: [
      { extends: true, test: { name: "any", include: ["test/soak/**/*.soak.ts", ...longer.any] } },
      onBackend("node"),
      onBackend("cpu"),
    ],
  },
});
