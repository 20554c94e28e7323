import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const HOURS = 3_600_000;

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: ["test/soak/**/*.soak.ts"],
    setupFiles: ["test/seed.ts"],
    pool: "forks",
    // One after another: what is measured here (memory, rates) shall not depend on the company.
    fileParallelism: false,
    testTimeout: 6 * HOURS,
    hookTimeout: 600_000,
  },
});
