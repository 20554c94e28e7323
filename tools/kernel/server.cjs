// The kernel's side of Jupyter's protocol, https://jupyter-client.readthedocs.io/en/stable/messaging.html.
const { readFileSync } = require("node:fs");
const answers = require("./answers.cjs");
const { createCompiler } = require("./compile.cjs");
const { errorReport } = require("./error-report.cjs");
const { Execution } = require("./execution.cjs");
const { createExecutor } = require("./executor.cjs");
const { History } = require("./history.cjs");
const { Outputs } = require("./outputs.cjs");
const { closeAll, listen, open } = require("./sockets.cjs");
const { Wire } = require("./wire.cjs");

/** Compilers are made once; few cells are for browsers. */
const compilers = {
  node: createCompiler({ isBrowser: false }),
  get browser() {
    return (this.forBrowsers ??= createCompiler({ isBrowser: true }));
  },
};

class Server {
  constructor(connectionFile) {
    this.connection = JSON.parse(readFileSync(connectionFile, "utf8"));
    this.wire = new Wire(this.connection.key);
    this.outputs = new Outputs((type, parent, content) =>
      this.iopub.send(this.wire.write([type], type, parent, content)),
    );
    this.history = new History();
    this.execution = new Execution(this, createExecutor(process.cwd(), compilers));
  }

  get executor() {
    return this.execution.executor;
  }

  start() {
    const { connection } = this;
    const at = (name, type) =>
      open(type, `${connection.transport}://${connection.ip}:${connection[`${name}_port`]}`);
    this.iopub = at("iopub", "XPublisher");
    this.welcome();
    this.stdin = at("stdin", "Router");
    const heart = at("hb", "Reply");
    listen(heart, (frames) => heart.send(frames));
    for (const name of ["control", "shell"]) {
      const socket = at(name, "Router");
      listen(socket, (frames) => this.receive(socket, frames));
    }
    this.outputs.redirect();
    this.sendAllBeforeTheEnd();
    process.on("SIGINT", () => this.executor.interrupt());
    const report = (error) =>
      process.stderr.write(`${errorReport(error, undefined, this.executor.locals).traceback.join("\n")}\n`);
    process.on("uncaughtException", report);
    process.on("unhandledRejection", report);
  }

  /** In what `process.exit` calls last, when all that listens to the end has printed. */
  sendAllBeforeTheEnd() {
    const { reallyExit } = process;
    process.reallyExit = (code) => {
      try {
        this.outputs.flush();
        closeAll();
      } finally {
        reallyExit.call(process, code);
      }
    };
  }

  /** Tells every new subscriber that it is heard: what was published before that, it has missed. */
  welcome() {
    const SUBSCRIBED = 1;
    this.iopub.verbosity = "allSubs";
    listen(this.iopub, ([[kind, ...topic]]) => {
      const subscription = Buffer.from(topic);
      if (kind !== SUBSCRIBED) return;
      this.iopub.send(
        this.wire.write([subscription], "iopub_welcome", {}, { subscription: `${subscription}` }),
      );
    });
  }

  receive(socket, frames) {
    const message = this.wire.read(frames);
    if (!message) return;
    const request = { socket, ...message };
    const { msg_type: type } = request.header;
    if (type === "execute_request") this.execution.add(request);
    else this.answer(request, answers[type]);
  }

  /** Answers a request with what `work(content, server)` returns, and says to all that it was worked on. */
  answer(request, work) {
    this.status("busy", request);
    try {
      const content = work?.(request.content, this, request);
      if (content) this.reply(request, content);
    } catch (error) {
      this.reply(request, { status: "error", ...errorReport(error) });
    }
    this.status("idle", request);
    if (request.header.msg_type === "shutdown_request") process.exit();
  }

  reply({ socket, addresses, header }, content) {
    this.outputs.flush();
    socket.send(this.wire.write(addresses, header.msg_type.replace(/request$/, "reply"), header, content));
  }

  status(execution_state, { header }) {
    this.outputs.publish("status", { execution_state }, header);
  }
}

module.exports = { Server };
