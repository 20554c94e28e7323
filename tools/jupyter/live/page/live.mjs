import { errorText } from "./error-text.mjs";
import { Marks } from "./marks.mjs";
import { Outputs } from "./outputs.mjs";
import { dependencies, keyOf, plan, unavailable } from "./plan.mjs";

/** Milliseconds that a cell may go on after a newer change, before its worker is ended. */
const PATIENCE = 150;

/** A notebook that runs again in its page: what has to run, in a worker, and what comes of it, where it belongs. */
export class Live {
  #notebook;
  #createWorker;
  #graph;
  #values;
  #worker;
  /** Whether the worker has told anything since it was started. */
  #isUp = false;
  #run = 0;
  #heard = true;
  /** For each cell the key of what the page shows of it, and of what the worker has of it. */
  #shown = new Map();
  #computed = new Map();
  /** The cells that failed when they ran last. */
  #failed = new Set();
  #marks = new Marks();
  #outputs = new Map();
  #verdicts = new Map();
  #drawing = Promise.resolve();
  #settle = [];

  /**
   * @param notebook `{ cells, defaults, exercises }` as node/live-cells.mjs makes it
   * @param createWorker starts worker/main.mjs
   */
  constructor(notebook, createWorker) {
    this.#notebook = notebook;
    this.#createWorker = createWorker;
    this.#values = notebook.defaults;
    this.#graph = dependencies(notebook.cells);
    for (const [id, node] of this.#graph) {
      const section = document.querySelector(`[data-cell="${id}"]`);
      this.#marks.add(id, section);
      this.#outputs.set(id, new Outputs(section));
      this.#shown.set(id, keyOf(node, notebook.defaults));
    }
    this.#start();
  }

  /** Runs the cells whose outputs stand for other values; settles when all is drawn. */
  change(values) {
    this.#values = { ...this.#notebook.defaults, ...values };
    this.#go();
    return new Promise((resolve) => this.#settle.push(resolve));
  }

  /** Runs all cells again. */
  rerun(values) {
    this.#shown.clear();
    this.#computed.clear();
    return this.change(values);
  }

  /** Ends what runs; what is done stays, and the page says what is not. */
  stop() {
    this.#send({ run: this.#run });
    this.#unlessHeard(() => {
      this.#start();
      this.#finish();
    });
  }

  /** Judges what a reader answers to the exercise of a cell. */
  answer(cell, exercise, answer) {
    const place = document.querySelector(`[data-cell="${cell}"] .verdict`);
    if (!this.#verdicts.has(cell)) this.#verdicts.set(cell, new Outputs(place));
    this.#send({ cell, exercise, answer });
  }

  #start() {
    this.#worker?.terminate();
    this.#computed.clear();
    this.#worker = this.#createWorker();
    this.#isUp = false;
    this.#worker.addEventListener("message", ({ data }) => this.#take(data));
    this.#worker.addEventListener("error", () => {
      this.#heard = true;
      this.#finish();
    });
    const { cells, exercises } = this.#notebook;
    this.#send({ cells, exercises });
  }

  #send(message) {
    this.#worker.postMessage(message, []);
  }

  #go() {
    const [values, shown, computed] = [this.#values, this.#shown, this.#computed];
    const isSeen = (id) => this.#marks.isSeen(id);
    const todo = plan(this.#graph, { values, shown, computed, failed: this.#failed, isSeen });
    const { running } = this.#marks;
    this.#run++;
    for (const { cell } of todo) computed.delete(cell);
    this.#marks.begin(todo, unavailable(this.#graph, { values, shown }));
    this.#send({ run: this.#run, values, todo });
    if (!running) return;
    this.#unlessHeard(() => {
      this.#start();
      this.#go();
    });
  }

  /**
   * Does something where the worker, whose cell may compute without a pause, does not tell anything of this run in time. One that is
   * starting has all the time that it takes: it would take as long anew.
   */
  #unlessHeard(act) {
    const run = this.#run;
    this.#heard = false;
    const look = () => {
      if (run !== this.#run || this.#heard) return;
      if (this.#isUp) act();
      else setTimeout(look, PATIENCE);
    };
    setTimeout(look, PATIENCE);
  }

  #take({ run, cell, kind, ...details }) {
    this.#isUp = true;
    if (run !== undefined && run !== this.#run) return;
    this.#heard ||= run !== undefined;
    // Of no run is one that has judged an answer alone.
    if (kind === "idle") return void (run === this.#run && this.#finish());
    const outputs = (run === undefined ? this.#verdicts : this.#outputs).get(cell);
    if (kind === "begin" && !details.silent) outputs.begin();
    if (kind === "output") this.#drawing = Promise.allSettled([this.#drawing, outputs.output(details)]);
    if (kind === "stream") outputs.print(details.stream, details.text);
    if (kind === "clear") outputs.clear();
    if (kind === "failed") outputs.print("stderr", ...errorText(details, this.#valuesOf(cell)));
    if (kind === "end") outputs.end();
    if (run !== undefined) this.#note(cell, kind, details);
  }

  #valuesOf(cell) {
    return Object.fromEntries(
      [...this.#graph.get(cell).parameters].map((name) => [name, this.#values[name]]),
    );
  }

  /** Keeps what has become of a cell of this run. */
  #note(cell, kind, { silent, interrupted }) {
    const key = keyOf(this.#graph.get(cell), this.#values);
    if (kind === "begin") this.#failed.delete(cell);
    if (kind === "begin") this.#marks.enter(cell, silent);
    // Where it is abandoned, some of what stands there may be of this run.
    if (kind === "begin" && !silent) this.#shown.delete(cell);
    if (kind === "failed") this.#failed.add(cell);
    if (kind === "skipped") this.#shown.delete(cell);
    if (kind === "skipped") this.#marks.leave(cell, "skipped");
    if (kind !== "end") return;
    const failed = this.#failed.has(cell);
    if (!failed && !interrupted) this.#computed.set(cell, key);
    if (!interrupted) this.#shown.set(cell, key);
    this.#marks.leave(cell, failed ? "failed" : interrupted ? "stopped" : !silent && "done");
  }

  async #finish() {
    const settle = this.#settle.splice(0);
    const run = this.#run;
    this.#marks.end();
    await this.#drawing;
    if (run === this.#run) this.#marks.drawn();
    for (const resolve of settle) resolve();
  }
}
