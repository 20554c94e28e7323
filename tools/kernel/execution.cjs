// Cells, one after another. tslab says "busy" for all waiting cells at once, so that JupyterLab shows an idle kernel from
// the end of the first on; publishes no `execute_input`, `error` and `execute_result`; and after an error it drops every
// request of the next 200 ms, also one that the reader has made in knowledge of the error.
const { setImmediate } = require("node:timers/promises");
const { inspect } = require("node:util");
const { INTERRUPTED } = require("./error-report.cjs");
const { bundle } = require("./values.cjs");

/** Milliseconds in which no reader sees a failure and chooses a cell. */
const GLANCE_MS = 500;

/** By the clock of its maker, which need not be ours: milliseconds from a request that failed to another of the same session. */
const since = ({ request }, { header }) =>
  header.session === request.header.session ? Date.parse(header.date) - Date.parse(request.header.date) : -1;

/**
 * Whether a request was made before its maker could know of a failure, though it came after the reply: a busy machine brings the cells
 * of one Run All late, or makes them late. Less time went by until it was made than by our clock until the reply; or where it is a
 * notebook's cell, which somebody has chosen, than until a glance after that, or after another cell that was left out; who has interrupted
 * a cell knows it.
 */
function isUnaware(request, failure) {
  const later = since(failure, request);
  const isSeen = !request.metadata?.cellId || failure.error.ename === INTERRUPTED;
  return later >= 0 && later < failure.known + (isSeen ? 0 : GLANCE_MS);
}

class Execution {
  /** `server` publishes and replies; `executor` compiles and runs a cell. */
  constructor(server, executor) {
    Object.assign(this, { server, executor, waiting: [], running: false, count: 0 });
  }

  /** Puts a request in the queue. */
  async add(request) {
    request.received = Date.now();
    this.waiting.push(request);
    if (this.running) return;
    this.running = true;
    while (this.waiting.length > 0) await this.execute(this.waiting.shift());
    this.running = false;
  }

  async execute(request) {
    const { server, failure } = this;
    if (failure && isUnaware(request, failure)) return this.leaveOut(request, failure);
    const {
      code,
      silent = false,
      store_history: stored = true,
      stop_on_error: stops = true,
    } = request.content;
    const execution_count = silent || !stored ? this.count : ++this.count;
    server.status("busy", request);
    const cell = request.header;
    if (!silent) server.outputs.publish("execute_input", { code, execution_count }, cell);
    const { error, data } = await server.outputs.run(cell, () =>
      this.evaluate(code, stored && !silent ? execution_count : undefined),
    );
    if (data && !silent)
      server.outputs.publish("execute_result", { execution_count, data, metadata: {} }, cell);
    if (error) server.outputs.publish("error", error, cell);
    if (!silent && stored) server.history.add(execution_count, code, data?.["text/plain"]);
    const dropped = error && stops ? await this.arrived() : [];
    if (error && stops)
      this.failure = { request, execution_count, error, known: Date.now() - request.received };
    const status = error ? { status: "error", ...error } : { status: "ok" };
    server.reply(request, { ...status, execution_count, payload: [], user_expressions: {} });
    server.status("idle", request);
    for (const other of dropped) this.leaveOut(other, this.failure);
  }

  /** Resolves to what the code came to: `{ error }`, or `{ data }` where its last expression has a value. */
  async evaluate(code, number) {
    const { report: error, value } = await this.executor.run(code, number);
    return error ? { error } : value === undefined ? {} : { data: bundle(value, inspect) };
  }

  /** Answers a request that came before an error was known, and says below its cell why it shows nothing. */
  leaveOut(request, failure) {
    const { execution_count, error } = failure;
    failure.known = Math.max(failure.known, since(failure, request));
    const why = error.ename === INTERRUPTED ? "was interrupted" : "failed";
    const text = `Not run: cell [${execution_count}] above ${why}.\n`;
    this.server.answer(request, () => {
      this.server.outputs.publish("stream", { name: "stderr", text }, request.header);
      return { status: "aborted" };
    });
  }

  /** Takes the requests out of the queue that came before the reply to one that failed, those in the socket included. */
  async arrived() {
    for (let seen = -1; seen < this.waiting.length; await setImmediate()) {
      seen = this.waiting.length;
      await setImmediate();
    }
    return this.waiting.splice(0);
  }
}

module.exports = { Execution };
