import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fixtures } from "./jupyter";
import { made } from "./made";

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
