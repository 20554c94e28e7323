import { rmSync } from "node:fs";

/** Folders that tests have made and not yet removed. */
export const made: string[] = [];

/** Removes them. */
export function removeMade(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}
