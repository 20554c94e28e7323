import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { fixtures } from "./jupyter";

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  made.push(mkdtempSync(join(tmpdir(), "vg-test-")));
  return made.at(-1)!;
}

/** A folder with copies of a folder's notebooks (by default the fixtures). */
export function notebookFolder(source = fixtures): string {
  const folder = temporaryFolder();
  cpSync(source, folder, { recursive: true });
  return folder;
}
