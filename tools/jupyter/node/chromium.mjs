// Which Chromium draws pictures of charts, and runs the tests of pages.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of the browser that `VG_CHROMIUM` names, else of the first on PATH; undefined where there is none. */
export function chromiumPath(env = process.env) {
  const folders = (env.PATH ?? "").split(delimiter);
  return (
    env.VG_CHROMIUM ?? NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(executable)
  );
}
