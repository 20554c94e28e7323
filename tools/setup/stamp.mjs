import { createHash } from "node:crypto";
import {
  createReadStream,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { state } from "./paths.mjs";

const place = (name) => join(state, `${name}.json`);

/** SHA-256 of the JSON text of the values. */
export const keyOf = (...values) => createHash("sha256").update(JSON.stringify(values)).digest("hex");

/** SHA-256 of a small file; of nothing where there is no such file. */
export function keyOfFile(file) {
  try {
    return createHash("sha256").update(readFileSync(file)).digest("hex");
  } catch {
    return "";
  }
}

/** SHA-256 of a large file, read as a stream. */
export async function sha256(file) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/** What tells, without reading a file, that it is still the one that was verified. */
export function signature(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.size} ${stat.mtimeMs}` : "missing";
}

/** Writes a file so that a reader (or a later run after a kill) finds it whole or not at all. */
export function writeWhole(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, text);
  renameSync(partial, file);
}

/** A stamp says that a step was finished with the inputs of that key: removed first, written last. */
export function readStamp(name) {
  try {
    return JSON.parse(readFileSync(place(name), "utf8"));
  } catch {
    return undefined;
  }
}

export const removeStamp = (name) => rmSync(place(name), { force: true });
export const writeStamp = (name, stamp) => writeWhole(place(name), `${JSON.stringify(stamp, null, 2)}\n`);
