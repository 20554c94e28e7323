import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { atEnd } from "./at-end";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const fixtures = fileURLToPath(new URL("../fixtures/notebooks", import.meta.url));

interface JupyterEnvironment {
  python(): string;
  jupyterEnvironment(): NodeJS.ProcessEnv;
}

const load = async <T>(name: string): Promise<T> =>
  (await import(new URL(`../../tools/setup/${name}.mjs`, import.meta.url).href)) as T;
const { python: configured, jupyterEnvironment } = await load<JupyterEnvironment>("jupyter-env");
const { which } = await load<{ which(program: string): string | undefined }>("paths");
export { jupyterEnvironment };

/** The Python that runs Jupyter; without one, whoever waits for a kernel would wait until the test's time is over. */
export function python(): string {
  const program = configured();
  if (which(program)) return program;
  throw new Error(`There is no ${program}. Run: node tools/setup.mjs`);
}

/** What a program printed and how it ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Options {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  stdin?: "ignore" | "pipe";
  /** Whether it is there for further test files of this process, whose end it does not see. */
  stays?: boolean;
}

/** Starts Python with the environment of `npm start` and `npm run notes`; it ends with the test file at the latest. */
export function startPython(args: string[], options: Options = {}): ChildProcess {
  const { cwd = root, env = {}, stdin = "ignore", stays = false } = options;
  const child = spawn(python(), args, {
    cwd,
    env: { ...jupyterEnvironment(), ...env },
    stdio: [stdin, "pipe", "pipe"],
  });
  if (!stays) atEnd(() => child.kill("SIGKILL"));
  return child;
}

/** Starts a Python module. */
export const startModule = (args: string[], options?: Options): ChildProcess =>
  startPython(["-m", ...args], options);

/** Collects a program's output until it ends. */
export function ended(child: ChildProcess): Promise<Ended> {
  const result: Ended = { code: null, stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk: Buffer) => (result.stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (result.stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ ...result, code }));
  });
}
