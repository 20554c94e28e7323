import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { alive } from "./alive.mjs";
import { state } from "./paths.mjs";

const file = join(state, "lock");
const beat = 5_000;
const silence = 60_000;

function take() {
  mkdirSync(state, { recursive: true });
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  }
}

function holder() {
  try {
    const text = readFileSync(file, "utf8");
    return { text, ...JSON.parse(text || "{}"), age: Date.now() - statSync(file).mtimeMs };
  } catch {
    return undefined;
  }
}

/** A holder is gone when its process is, or (another machine or container) when its lock stopped beating. */
const gone = ({ pid, host, age }) => age > silence || (pid && host === hostname() && !alive(pid));

/** Removes the lock of a holder that is gone; if another process was faster, its new lock is put back. */
async function breakLock(dead) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, "utf8") === dead.text) rmSync(aside);
    else renameSync(aside, file);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  // The commands of a killed set-up end once they notice that it is gone (guard.mjs); give them that moment.
  await sleep(300);
}

/** Runs `work` while no other set-up of this repository runs; `onWait(pid)` is told once when that means waiting. */
export async function withLock(onWait, work) {
  let told = false;
  while (!take()) {
    const other = holder();
    if (other && gone(other)) await breakLock(other);
    else if (other && !told) {
      onWait(other.pid);
      told = true;
    }
    await sleep(100);
  }
  const timer = setInterval(() => utimesSync(file, new Date(), new Date()), beat);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    rmSync(file, { force: true });
  }
}
