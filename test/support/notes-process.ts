import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Ended, root, startPython } from "./jupyter";

/** `npm run notes` in one process for all runs of a test file: most of a run that is refused is Python's start. */
export class NotesProcess {
  private readonly child = startPython([fileURLToPath(new URL("notes_driver.py", import.meta.url))], {
    stdin: "pipe",
  });
  private readonly asking: ((answer: Ended) => void)[] = [];

  constructor() {
    createInterface(this.child.stdout!).on("line", (line) => this.asking.shift()!(JSON.parse(line)));
  }

  /** Runs the command in a folder. */
  run(args: string[], cwd = root): Promise<Ended> {
    this.child.stdin!.write(`${JSON.stringify({ args, cwd })}\n`);
    return new Promise((done) => this.asking.push(done));
  }
}
