import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** Runs one cell that awaits again and again, compiled beforehand, and prints how many bytes stay reachable of each. */
const program = `
const { COMPILED } = require("./tools/kernel/compile.cjs");
const { createExecutor } = require("./tools/kernel/executor.cjs");
const collect = (require("v8").setFlagsFromString("--expose-gc"), require("vm").runInNewContext("gc"));
const heap = () => {
  for (let pass = 0; pass < 4; pass++) collect();
  return process.memoryUsage().heapUsed;
};
let compiled = false;
const convert = () => {
  compiled = !compiled;
  if (compiled) throw COMPILED;
  return { diagnostics: [], output: "await 1;", declOutput: "", hasToplevelAwait: true };
};
const executor = createExecutor(process.cwd(), { node: { convert }, close() {} });
const run = async (cells) => {
  for (let i = 0; i < cells; i++) await executor.run("await 1;");
};
(async () => {
  await run(500);
  const before = heap();
  await run(3000);
  console.log((heap() - before) / 3000);
  process.exit();
})();
`;

test("nothing stays of a cell that awaits, once it has ended", async () => {
  const cwd = resolve(import.meta.dirname, "../../..");
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", program], { cwd });
  // tslab's race against an interrupt kept 400 bytes of each, and the request that it came with.
  expect(Number(stdout)).toBeLessThan(200);
});
