import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { Competitor } from "./competitors";
import { pythonPrograms, workerPrograms } from "./places";
import type { CheckReply, Command, Hello, RunReply, WholeReply } from "./protocol";

/** Compiling 100 layers takes PyTorch minutes; whoever takes longer than this hangs. */
const PATIENCE_MS = 15 * 60_000;

/**
 * The machine's processors for all, no graphics card, no compiled code of an earlier run, no chatter. OpenMP's threads spin
 * for some milliseconds after their work, as they do by default: asleep at once, PyTorch took five times as long.
 */
const environment = {
  ...process.env,
  OMP_WAIT_POLICY: undefined,
  CUDA_VISIBLE_DEVICES: "-1",
  JAX_PLATFORMS: "cpu",
  TORCHINDUCTOR_FORCE_DISABLE_CACHES: "1",
  TF_CPP_MIN_LOG_LEVEL: "2",
  TF_ENABLE_DEPRECATION_WARNINGS: "0",
  PYTHONPATH: undefined,
  PYTHONDONTWRITEBYTECODE: "1",
};

/** A worker that ended or failed; the message is the last that it said. */
export class WorkerFailure extends Error {
  override readonly name = "WorkerFailure";
}

/** A competitor in a process of its own, which does what it is told and is idle otherwise. */
export class WorkerProcess {
  private readonly lines: Interface;
  private errors = "";
  /** Name and version of what it runs on; once it is ready. */
  version = "";

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    this.lines = createInterface({ input: child.stdout });
    child.stderr.on("data", (chunk: Buffer) => (this.errors = (this.errors + String(chunk)).slice(-4000)));
    // A worker that has gone closes its input; the answer that never comes says so.
    child.stdin.on("error", () => {});
  }

  /**
   * Starts a competitor on the problem in a folder; resolves when its libraries are loaded and warm.
   * @param python what runs the workers that are not of Node
   * @throws WorkerFailure
   */
  static async start(competitor: Competitor, folder: string, python?: string): Promise<WorkerProcess> {
    const [command, ...args] = commandOf(competitor, python);
    const worker = new WorkerProcess(spawn(command, [...args, folder], { env: environment }));
    ({ version: worker.version } = await worker.answer<Hello>());
    return worker;
  }

  check(steps: number): Promise<CheckReply> {
    return this.ask<CheckReply>({ do: "check", steps });
  }

  run(steps: number): Promise<RunReply> {
    return this.ask<RunReply>({ do: "run", steps });
  }

  whole(marks: number[], most: number): Promise<WholeReply> {
    return this.ask<WholeReply>({ do: "whole", marks, most });
  }

  /** Ends the process and resolves when it is gone. */
  async stop(): Promise<void> {
    if (this.gone) return;
    this.child.kill("SIGKILL");
    await once(this.child, "close");
  }

  private get gone(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private ask<Reply>(command: Command): Promise<Reply> {
    this.child.stdin.write(`${JSON.stringify(command)}\n`);
    return this.answer<Reply>();
  }

  /** The next line that is an object; libraries may print lines of their own in between. */
  private answer<Reply>(): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.gone) return reject(new WorkerFailure(lastWords(this.errors) || "ended early"));
      const settle = (finish: () => void): void => {
        clearTimeout(timer);
        this.lines.off("line", onLine);
        this.child.off("close", onEnd).off("error", onEnd);
        finish();
      };
      const onLine = (line: string): void => {
        if (line.startsWith("{")) settle(() => resolve(JSON.parse(line) as Reply));
      };
      const fail = (reason: string): void => settle(() => reject(new WorkerFailure(reason)));
      const onEnd = (cause: unknown): void => fail(lastWords(this.errors) || `ended with ${String(cause)}`);
      const timer = setTimeout(() => {
        this.child.kill("SIGKILL");
        fail(`no answer within ${PATIENCE_MS / 60_000} minutes`);
      }, PATIENCE_MS);
      this.lines.on("line", onLine);
      this.child.on("close", onEnd).on("error", onEnd);
    });
  }
}

function commandOf({ program }: Competitor, python?: string): string[] {
  if ("node" in program) return [process.execPath, join(workerPrograms, `${program.node}.mjs`)];
  if (python === undefined) throw new WorkerFailure("there is no Python to run it");
  return [python, join(pythonPrograms, program.python)];
}

/** The line of an error message that says what was wrong: the last one in Python, the first "Error:" in Node. */
function lastWords(errors: string): string {
  const lines = errors.split("\n").filter((line) => line.trim() !== "");
  return (lines.findLast((line) => /\b\w*(Error|Exception)\b.*:/.test(line)) ?? lines.at(-1) ?? "").trim();
}
