// What takes long to make and is the same from export to export.
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../.cache/", import.meta.url));

/** The path of a file in .cache/. */
export const cached = (name) => join(folder, name);

/** Writes it. Renaming makes the file whole or absent, also when two exports make it at once. */
export function keep(path, text) {
  mkdirSync(folder, { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}
