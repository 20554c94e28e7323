import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { startModule } from "./jupyter";
import { labArguments } from "./start";

/** A JupyterLab server that this test started. */
export interface Lab {
  /** Address of a path below the server's root, with the token. */
  url(path: string): string;
  /** What the terminal has shown but for the address. */
  noise(): string[];
  /** Ends the server and its kernels. */
  stop(): Promise<void>;
}

interface Said {
  text: string;
}

function address(server: ChildProcess, said: Said): Promise<URL> {
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      said.text += chunk.toString();
      const found = /(http:\/\/(?:127\.0\.0\.1|localhost):\d+\/lab\?token=\w+)/.exec(said.text);
      if (found) resolve(new URL(found[1]));
    };
    server.stderr!.on("data", read);
    server.stdout!.on("data", read);
    server.on("close", (code) => reject(new Error(`JupyterLab ended with code ${code}:\n${said.text}`)));
  });
}

/** Lines of the terminal that are not Jupyter's words around the address. */
const noiseIn = (text: string): string[] =>
  text
    .split("\n")
    .filter(
      (line) => !/^\s*$|^\s+(To access|Or copy|file:|http:)/.test(line) && !/\[C [^\]]*\]\s*$/.test(line),
    );

/**
 * Starts JupyterLab on a free port as `npm start` does. What it writes (settings, workspaces, signatures of trusted
 * notebooks) goes to `state`, not to the user's folders.
 */
export async function startLab(notebooks: string, state: string, { course = false } = {}): Promise<Lab> {
  const server = startModule(
    [
      ...labArguments(notebooks, { workspaces: join(state, "workspaces"), course }),
      "--no-browser",
      "--ServerApp.port=0",
      "--LabApp.expose_app_in_browser=True",
      `--LabApp.user_settings_dir=${join(state, "settings")}`,
    ],
    {
      cwd: notebooks,
      env: { JUPYTER_DATA_DIR: join(state, "data"), JUPYTER_RUNTIME_DIR: join(state, "runtime") },
    },
  );
  const closed = new Promise<void>((resolve) => server.on("close", () => resolve()));
  const said = { text: "" };
  const { origin, searchParams } = await address(server, said);
  const token = searchParams.get("token");
  return {
    url: (path) => `${origin}/${path}${path.includes("?") ? "&" : "?"}token=${token}`,
    noise: () => noiseIn(said.text),
    async stop() {
      server.kill("SIGTERM");
      await closed;
    },
  };
}
