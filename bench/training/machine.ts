import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import type { Machine } from "./result";

/** The machine of this process. */
export const machine = (): Machine => ({
  cpu: cpus()[0]?.model ?? "unknown",
  cores: availableParallelism(),
  memoryBytes: totalmem(),
  system: `${type()} ${release()}`,
  node: process.version,
});
