import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

const repository = resolve(import.meta.dirname, "../..");

/** Copies a folder as links to its files, where the system has them: what replaces a file leaves the original as it is. */
const linked = (from: string, to: string): unknown =>
  execFileSync("cp", [process.platform === "darwin" ? "-Rc" : "-al", from, to]);

/** The machine's own settings (mirrors, proxies) stay; what the test runner and npm add for their children does not. */
const inherited = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(VG_|VITEST|NODE_ENV$|NODE_OPTIONS$|npm_|INIT_CWD$)/.test(name),
  ),
);

/** A folder for clones and for the caches that they use instead of the user's; its path has a space. */
export class Sandbox {
  readonly folder = mkdtempSync(join(tmpdir(), "set up "));

  /** Clones the last commit. */
  clone(name: string): string {
    const target = join(this.folder, name);
    execFileSync("git", ["clone", "--quiet", repository, target]);
    return target;
  }

  /**
   * Gives a clone this repository's npm packages and TensorFlow, which the set-up before the tests has installed, from
   * nothing where the machine was a clean one.
   */
  furnish(clone: string): void {
    linked(join(repository, "node_modules"), join(clone, "node_modules"));
    mkdirSync(join(clone, ".setup"), { recursive: true });
    cpSync(join(repository, ".setup", "packages.json"), join(clone, ".setup", "packages.json"));
    mkdirSync(join(clone, ".cache"), { recursive: true });
    const { files } = JSON.parse(readFileSync(join(repository, ".setup", "backend.json"), "utf8"));
    const tensorflow = Object.keys(files).map(dirname).find((folder) => basename(folder).startsWith("tensorflow-")); // prettier-ignore
    if (tensorflow) linked(tensorflow, join(clone, ".cache", basename(tensorflow)));
  }

  /** Caches named `caches`: empty ones where the name is new. */
  env(caches: string, more: Record<string, string | undefined> = {}): NodeJS.ProcessEnv {
    const place = (name: string): string => join(this.folder, caches, name);
    return {
      ...inherited,
      npm_config_cache: place("npm"),
      PIP_CACHE_DIR: place("pip"),
      VG_CACHE: place("vanishing-gradients"),
      ...more,
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface Outcome {
  code: number | null;
  output: string;
}

/** Ends a command with SIGKILL some seconds after its output first contains all of some texts. */
export interface Kill {
  at: readonly string[];
  after?: number;
}

/** Runs a tool of a clone with this Node. */
export function run(clone: string, args: string[], env: NodeJS.ProcessEnv, kill?: Kill): Promise<Outcome> {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: clone, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let due = false;
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (!kill || due || !kill.at.every((text) => output.includes(text))) return;
      due = true;
      setTimeout(() => child.kill("SIGKILL"), 1000 * (kill.after ?? 0));
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("close", (code) => done({ code, output }));
  });
}

export const setup = (clone: string, env: NodeJS.ProcessEnv, kill?: Kill): Promise<Outcome> =>
  run(clone, ["tools/setup.mjs"], env, kill);

/** Commands still running whose command line or working folder names a folder (Linux; elsewhere none are found). */
export function processesIn(folder: string): string[] {
  const ids = process.platform === "linux" ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : [];
  return ids.flatMap((id) => {
    try {
      const command = readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " ");
      return command.includes(folder) ? [command] : [];
    } catch {
      return [];
    }
  });
}
