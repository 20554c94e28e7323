// What cells print and display, published for the cell that did it. tslab sends all of it for the cell that started last, so
// that a timer or a promise of an earlier cell writes below another; here each cell's context follows what it starts.
// tslab's `write` also never calls back, which leaves whoever awaits it waiting.
const { AsyncLocalStorage } = require("node:async_hooks");
const jupyter = require("tslab/dist/jupyter.js");
const { Streams } = require("./streams.cjs");

class Outputs {
  /** `send(type, parent, content)` publishes a message for the request with the header `parent`. */
  constructor(send) {
    this.send = send;
    this.contexts = new AsyncLocalStorage();
    this.streams = new Streams((cell, name, text) => send("stream", cell, { name, text }));
  }

  /** Does work in the name of a cell, which is known by the header of its request. */
  run(cell, work) {
    this.last = cell;
    return this.contexts.run(cell, work);
  }

  /** Publishes for a cell, by default the one whose code is running, after everything that was printed before. */
  publish(type, content, cell = this.contexts.getStore() ?? this.last) {
    this.flush();
    this.send(type, cell, content);
  }

  flush() {
    this.streams.flush();
  }

  /** Leads what the process prints, displays and clears to Jupyter. */
  redirect() {
    for (const name of ["stdout", "stderr"]) process[name].write = this.writer(name, process[name].write);
    jupyter.lastWriteDisplayData = (data, update) =>
      this.publish(update ? "update_display_data" : "display_data", data);
    console.clear = () => this.publish("clear_output", { wait: false });
  }

  /** `write` of a stream of Node.js; before the first cell there is nothing in Jupyter to write to. */
  writer(name, original) {
    return (chunk, encoding, done) => {
      const cell = this.contexts.getStore() ?? this.last;
      if (!cell) return original.call(process[name], chunk, encoding, done);
      if (typeof encoding === "function") [encoding, done] = [undefined, encoding];
      this.streams.write(cell, name, chunk, encoding);
      if (done) process.nextTick(done);
      return true;
    };
  }
}

module.exports = { Outputs };
