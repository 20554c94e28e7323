// Which Chromium draws pictures of charts and runs the tests of pages, and which Firefox runs those that hold in both.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const CHROMIUM = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const FIREFOX = ["firefox-esr", "firefox"];

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(names, { PATH = "" }) {
  const folders = PATH.split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(executable);
}

/** The path of the browser that `VG_CHROMIUM` names, else of the first on PATH; undefined where there is none. */
export const chromiumPath = (env = process.env) => env.VG_CHROMIUM ?? onPath(CHROMIUM, env);

/** The path of the browser that `VG_FIREFOX` names, else of the first on PATH; undefined where there is none. */
export const firefoxPath = (env = process.env) => env.VG_FIREFOX ?? onPath(FIREFOX, env);

/**
 * Parts of Chromium that nothing here shows, one of which begins a process of .7 s of a processor for each window: the
 * lists below the address bar, which are pages since 2026. A switch counts once, so what Playwright turns off is here too.
 */
const NOT_SHOWN = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxFullPopup",
  // Playwright's:
  "AimEnabled",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
];

/** What Chromium is started with. */
export const CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", `--disable-features=${NOT_SHOWN}`];
