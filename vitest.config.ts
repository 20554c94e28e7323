import { defineConfig } from "vitest/config";

/** Tests that any backend must pass run on all of them; the rest runs once, on the one this machine chooses. */
const onTensors = ["engine", "models", "probes", "recurrent", "training"].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);
const wholeProgram = ["test/tools/**/*.test.ts", "test/notes/**/*.test.ts", "test/lab/**/*.test.ts", "test/notebooks/**/*.test.ts", "test/bench/**/*.test.ts", "test/package/installed.test.ts"]; // prettier-ignore

const backendProject = (name: "node" | "wasm" | "cpu"): object => ({
  extends: true,
  test: { name, include: onTensors, env: { VG_BACKEND: name } },
});

export default defineConfig({
  test: {
    pool: "forks",
    testTimeout: 60_000,
    setupFiles: ["test/seed.ts"],
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["test/**/*.test.ts"], exclude: [...onTensors, ...wholeProgram] },
      },
      backendProject("node"),
      backendProject("wasm"),
      backendProject("cpu"),
      {
        extends: true,
        test: {
          name: "program",
          include: wholeProgram,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          // Each of these keeps a processor busy by itself (kernels, browsers, set-ups): after the others, two at a time.
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
        },
      },
    ],
  },
});
