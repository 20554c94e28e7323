import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { atEnd } from "./at-end";
import { type Ended, root, startPython } from "./jupyter";

interface Order {
  args: string[];
  cwd: string;
  env: Record<string, string>;
  /** Python of its own, in place of the command. */
  program?: string;
  stdin?: string;
}

/** One Python for all runs of the test files that share this process: loading the exporter takes as long as a page. */
class Driver {
  private readonly child: ChildProcess;
  private readonly asking: ((answer: Ended) => void)[] = [];

  constructor() {
    const program = fileURLToPath(new URL("notes_driver.py", import.meta.url));
    this.child = startPython([program], { stdin: "pipe", stays: true });
    let log = "";
    createInterface(this.child.stdout!).on("line", (line) => {
      const answer = JSON.parse(line) as Ended;
      this.asking.shift()!({ ...answer, stderr: answer.stderr + log });
      log = "";
    });
    this.child.stderr!.on("data", (chunk: Buffer) => (log += chunk.toString()));
    this.child.on("close", (code) => {
      if (driver === this) driver = undefined;
      for (const answer of this.asking.splice(0)) answer({ code, stdout: "", stderr: log });
    });
  }

  run(order: Order): Promise<Ended> {
    this.child.stdin!.write(`${JSON.stringify(order)}\n`);
    return new Promise((done) => this.asking.push(done));
  }

  /** Ends it where a test has not waited for its answer. */
  endIfBusy(): boolean {
    return this.asking.length > 0 && this.child.kill("SIGKILL");
  }
}

let driver: Driver | undefined;

function ask(order: Partial<Order>): Promise<Ended> {
  driver ??= new Driver();
  atEnd(() => {
    if (driver?.endIfBusy()) driver = undefined;
  });
  return driver.run({ args: [], cwd: root, env: {}, ...order });
}

/** Runs `npm run notes`, after what was asked for before. */
export const runNotes = (...args: string[]): Promise<Ended> => ask({ args });

/** Runs it in a folder, and without pictures for the list of pages, for each of which a browser would start. */
export const runNotesIn = (cwd: string, ...args: string[]): Promise<Ended> =>
  ask({ cwd, args, env: { VG_CHROMIUM: "" } });

/** Runs it without these pictures. */
export const runNotesWithoutPictures = (...args: string[]): Promise<Ended> => runNotesIn(root, ...args);

const alone = `
import sys
from unittest.mock import patch
from course_notes.__main__ import main, notebooks
with patch.object(notebooks, "linked", return_value=[]): sys.exit(main(sys.argv[1:]))
`;

/** Runs it without pictures, and without the pages that a notebook's text links to: each notebook of the course would make the same again. */
export const runNotesAlone = (...args: string[]): Promise<Ended> =>
  ask({ program: alone, args, env: { VG_CHROMIUM: "" } });

/** Runs Python that uses the exporter. */
export const runExporter = (program: string, args: string[] = [], stdin = ""): Promise<Ended> =>
  ask({ program, args, stdin });
