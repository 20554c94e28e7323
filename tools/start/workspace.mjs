import { existsSync } from "node:fs";
import { join } from "node:path";
import { state } from "../setup/paths.mjs";
import { writeWhole } from "../setup/stamp.mjs";

/** Where JupyterLab remembers what was open. Not among the user's own workspaces, which belong to other folders. */
export const workspaces = (name) => join(state, "workspaces", name);

/** JupyterLab's file for the workspace called "default". */
const FILE = "default-37a8.jupyterlab-workspace";
const PAGE = "start-here.md";
const FILES_SHARE = 0.27; // of the window's width: whole names of notebooks on a screen of 1280 pixels

/** At the first start the course's page is open and the list of files shows whole names; later all is as the reader left it. */
export function firstSight(folder) {
  const file = join(folder, FILE);
  if (existsSync(file)) return;
  const tab = `markdownviewer-widget:${PAGE}`;
  const data = {
    "layout-restorer:data": {
      main: { dock: { type: "tab-area", currentIndex: 0, widgets: [tab] }, current: tab },
      left: { collapsed: false, visible: true, current: "filebrowser", widgets: ["filebrowser"] },
      right: { collapsed: true, visible: true, widgets: [] },
      relativeSizes: [FILES_SHARE, 1 - FILES_SHARE, 0],
    },
    [tab]: { data: { path: PAGE, factory: "Markdown Preview" } },
  };
  writeWhole(file, JSON.stringify({ data, metadata: { id: "default" } }));
}
