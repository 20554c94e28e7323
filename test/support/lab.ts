import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { startModule } from "./jupyter";

/** A JupyterLab server that this test started. */
export interface Lab {
  /** Address of a path below the server's root, with the token. */
  url(path: string): string;
  /** Ends the server and its kernels. */
  stop(): Promise<void>;
}

const TOKEN = "for-tests-only";

function address(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    server.stderr!.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /(http:\/\/(?:127\.0\.0\.1|localhost):\d+)\/lab/.exec(said);
      if (found) resolve(found[1]);
    });
    server.on("close", (code) => reject(new Error(`JupyterLab ended with code ${code}:\n${said}`)));
  });
}

/**
 * Starts JupyterLab on a free port with the environment of `npm start`. What it writes (settings, workspaces,
 * signatures of trusted notebooks) goes to `state`, not to the user's folders.
 */
export async function startLab(notebooks: string, state: string): Promise<Lab> {
  const server = startModule(
    [
      "jupyterlab",
      "--no-browser",
      "--allow-root",
      "--ServerApp.port=0",
      `--IdentityProvider.token=${TOKEN}`,
      `--ServerApp.root_dir=${notebooks}`,
      "--LabApp.expose_app_in_browser=True",
      `--LabApp.user_settings_dir=${join(state, "settings")}`,
      `--LabApp.workspaces_dir=${join(state, "workspaces")}`,
    ],
    {
      cwd: notebooks,
      env: { JUPYTER_DATA_DIR: join(state, "data"), JUPYTER_RUNTIME_DIR: join(state, "runtime") },
    },
  );
  const closed = new Promise<void>((resolve) => server.on("close", () => resolve()));
  const base = await address(server);
  return {
    url: (path) => `${base}/${path}${path.includes("?") ? "&" : "?"}token=${TOKEN}`,
    async stop() {
      server.kill("SIGTERM");
      await closed;
    },
  };
}
