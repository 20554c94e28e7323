import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./jupyter";

/** The Markdown of a notebook's cell, on one line. */
export function prose(stem: string, id: string): string {
  const { cells } = JSON.parse(readFileSync(join(root, "notebooks", `${stem}.ipynb`), "utf8"));
  const { source } = cells.find((cell: { id: string }) => cell.id === id);
  return [source].flat().join("").replaceAll("\n", " ");
}
