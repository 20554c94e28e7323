// Cells, one after another. tslab says "busy" for all waiting cells at once, so that JupyterLab shows an idle kernel from
// the end of the first on; publishes no `execute_input`, `error` and `execute_result`; and after an error it drops every
// request of the next 200 ms, also one that the reader has made in knowledge of the error.
const { setImmediate } = require("node:timers/promises");
const { describe, describeDiagnostics } = require("./errors.cjs");
const { bundle } = require("./values.cjs");

class Execution {
  /** `server` publishes and replies; `createExecutor(console)` makes what compiles and runs a cell. */
  constructor(server, createExecutor) {
    Object.assign(this, { server, waiting: [], running: false, count: 0 });
    this.executor = createExecutor({
      log: (value) => (this.report.value = value),
      error: (...problem) => this.report.problems.push(problem),
    });
  }

  /** Puts a request in the queue. */
  async add(request) {
    this.waiting.push(request);
    if (this.running) return;
    this.running = true;
    while (this.waiting.length > 0) await this.execute(this.waiting.shift());
    this.running = false;
  }

  async execute(request) {
    const { server } = this;
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
    const { error, data } = await server.outputs.run(cell, () => this.evaluate(code));
    if (data && !silent)
      server.outputs.publish("execute_result", { execution_count, data, metadata: {} }, cell);
    if (error) server.outputs.publish("error", error, cell);
    if (!silent && stored) server.history.add(execution_count, code, data?.["text/plain"]);
    const dropped = error && stops ? await this.arrived() : [];
    const status = error ? { status: "error", ...error } : { status: "ok" };
    server.reply(request, { ...status, execution_count, payload: [], user_expressions: {} });
    server.status("idle", request);
    for (const other of dropped) server.answer(other, () => ({ status: "aborted" }));
  }

  /** Resolves to what the code came to: `{ error }`, or `{ data }` where its last expression has a value. */
  async evaluate(code) {
    const report = (this.report = { problems: [] });
    try {
      const ok = await this.executor.execute(code);
      if (!ok) return { error: failure(report.problems) };
      // A cell that defines a module succeeds with whatever is wrong with the module.
      if (report.problems.length > 0) console.error(failure(report.problems).traceback.join("\n"));
      return report.value === undefined ? {} : { data: bundle(report.value) };
    } catch (error) {
      return { error: describe(error) };
    }
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

/** tslab reports a thrown value as itself, and each diagnostic as a format with four values. */
function failure(problems) {
  if (problems[0].length === 1) return describe(problems[0][0]);
  const diagnostics = problems.map(([, file, line, character, message]) => ({
    file,
    line,
    character,
    message,
  }));
  return describeDiagnostics(diagnostics);
}

module.exports = { Execution };
