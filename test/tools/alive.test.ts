import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { eventually } from "../support/eventually";

const { alive } = (await import(new URL("../../tools/setup/alive.mjs", import.meta.url).href)) as {
  alive(pid: number): boolean;
};

test("alive(pid) is true of what runs, and false of what has ended, whether or not its parent has asked about it", async () => {
  expect(alive(process.pid)).toBe(true);
  // A parent that never asks: its child stays in the table of processes.
  const parent = spawn("sh", ["-c", "sleep 0.1 & echo $!; exec sleep 60"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void parent.kill());
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  await eventually(() => alive(Number(line.toString()))).toBe(false);
  expect(alive(parent.pid!)).toBe(true);
  parent.kill();
  await once(parent, "close");
  expect(alive(parent.pid!)).toBe(false);
});
