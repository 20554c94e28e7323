import { join } from "node:path";

// tools/bench.mjs starts every benchmark in the root of the repository, with these programs bundled there.
export const workerPrograms = join(".setup", "bench", "training", "workers");
export const pythonPrograms = join("bench", "training", "python");
export const pythonSetup = join("tools", "setup", "bench-python.mjs");
export const results = join("bench", "results");
