import { readFileSync } from "node:fs";

/** True while a process of that id runs on this machine; one that has ended and that nobody has asked about yet does not. */
export function alive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
  } catch {
    return true; // no Linux
  }
}
