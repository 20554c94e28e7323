import { answerOf } from "./answer.mjs";
import { printingConsole } from "./console.mjs";
import { failure } from "./failure.mjs";
import { Runner } from "./runner.mjs";

/**
 * A notebook whose cells run on request, one after the other, and tell of it by messages. It is told
 * - `{ run, values, todo: [{ cell, silent }] }`: what to run next, in this order, in place of what waits still,
 * - `{ run }` alone: to end what runs, and to leave the rest,
 * - `{ cell, exercise, answer }`: to judge an answer, before anything else;
 *
 * and tells of each cell `{ run, cell, kind }` with the kind `begin`, `output`, `stream`, `clear`, `failed`, `skipped` (one that it reads
 * failed) or `end`, and `{ run, kind: "idle" }` when nothing is left to do. A silent cell shows nothing but its failure.
 */
export class Session {
  #library;
  #post;
  #runner;
  #cells;
  #queue = [];
  #run;
  #failed = new Set();
  #busy = false;
  #interrupted = false;

  /** @param post is told the messages */
  constructor(cells, library, post) {
    this.#library = library;
    this.#post = post;
    this.#runner = new Runner(cells, library);
    this.#cells = new Map(cells.map((cell) => [cell.id, cell]));
  }

  /** Takes a message; what runs already ends as soon as it can where something else is to be done. */
  receive({ run, values, todo, cell, exercise, answer }) {
    if (exercise) {
      const judge = () => void this.#library.check(exercise, answerOf(answer));
      this.#queue.unshift({ cell, work: judge, asked: true });
    } else {
      this.#run = run;
      this.#interrupt();
      const tasks = (todo ?? []).map((task) => ({
        run,
        ...task,
        work: (console) => this.#runner.run(task.cell, values, console),
      }));
      this.#queue = [...this.#queue.filter(({ asked }) => asked), ...tasks];
    }
    if (!this.#busy) void this.#work();
  }

  #interrupt() {
    this.#failed.clear();
    this.#interrupted = this.#busy;
    if (this.#busy) this.#library.stop();
  }

  async #work() {
    this.#busy = true;
    for (let task; (task = this.#queue.shift());) {
      this.#interrupted = false;
      await this.#perform(task);
      await turn();
    }
    this.#busy = false;
    this.#post({ run: this.#run, kind: "idle" });
  }

  async #perform({ run, cell, silent, work }) {
    const tell = (kind, details) => this.#post({ run, cell, kind, ...details });
    const show = (kind, details) => silent || tell(kind, details);
    const cause = this.#runner.sourcesOf(cell).find((source) => this.#failed.has(source));
    if (cause !== undefined) {
      this.#failed.add(cell);
      return tell("skipped", { cause });
    }
    this.#library.outputTo((output) => show("output", output));
    const console = printingConsole(
      (stream, text) => show("stream", { stream, text }),
      () => show("clear"),
    );
    tell("begin", { silent });
    try {
      const data = await work(console);
      if (data) show("output", { data, update: false });
    } catch (thrown) {
      // What is abandoned may throw for that alone, and runs again before what reads it.
      if (run === this.#run) this.#failed.add(cell);
      tell("failed", failure(thrown, cell, this.#cells));
    }
    tell("end", { silent, interrupted: this.#interrupted });
  }
}

/** A turn of the event loop, in which messages come in; a timer would wait for milliseconds. */
function turn() {
  const { port1, port2 } = new MessageChannel();
  port1.start();
  return new Promise((resolve) => {
    port1.addEventListener("message", () => {
      port1.close();
      resolve();
    });
    port2.postMessage(undefined);
  });
}
