import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { eventually } from "../../support/eventually";
import { root } from "../../support/jupyter";

const orphan = join(root, "tools", "kernel", "orphan.cjs");

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test.each([
  ["waits", "setInterval(() => {}, 1000)"],
  ["computes without a pause", "setTimeout(() => { for (;;); }, 500)"],
])("a kernel that %s ends when its parent is gone", async (_, work) => {
  const kernel = `require(${JSON.stringify(orphan)}).endWithParent(); process.stdout.write("seen"); ${work};`;
  const parent = `const { pid, stdout } = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(kernel)}]);
    stdout.once("data", () => console.log(pid)); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["-e", parent], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const pid = Number(line.toString());
  expect(runs(pid)).toBe(true);
  child.kill("SIGKILL");
  await eventually(() => runs(pid)).toBe(false);
});
