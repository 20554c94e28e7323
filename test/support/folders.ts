import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atEnd } from "./at-end";
import { fixtures } from "./jupyter";

/** A new folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "vg-test-"));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder with copies of a folder's notebooks (by default the fixtures). */
export function notebookFolder(source = fixtures): string {
  const folder = temporaryFolder();
  cpSync(source, folder, { recursive: true });
  return folder;
}
