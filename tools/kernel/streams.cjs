// Printed text on its way to the client. tslab sends a message for every call of `write`: 100 000 lines are 100 000 messages,
// of which Jupyter's server drops those beyond 1000 in a second and JupyterLab draws the rest for minutes. So a flood of
// text is joined, as Python's kernel does it; a few lines go out at once, so that a cell that computes without a pause
// shows how far it is. tslab also decodes each chunk of bytes by itself, which spoils a character that lies in two.
const { StringDecoder } = require("node:string_decoder");
const { clearTimeout, setTimeout } = require("node:timers");

const WINDOW_MS = 100;
/** Messages that may go out at once within a window. */
const BURST = 50;
/** Characters that wait at most. */
const LIMIT = 1 << 16;

class Streams {
  /** `send(cell, name, text)` publishes text; `now()` gives milliseconds. */
  constructor(send, now = () => performance.now()) {
    Object.assign(this, { send, now, text: "", count: 0, start: -Infinity });
    this.decoders = new WeakMap();
  }

  /** Takes what a cell writes to "stdout" or "stderr": text, or bytes of UTF-8 or of text in another encoding. */
  write(cell, name, chunk, encoding) {
    const decoder = this.decoder(cell, name);
    const utf8 = typeof chunk === "string" && (!encoding || /^utf-?8$/i.test(encoding));
    const text = utf8 ? decoder.end() + chunk : decoder.write(typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk); // prettier-ignore
    if (text === "") return;
    if (cell !== this.cell || name !== this.name) this.flush();
    Object.assign(this, { cell, name, text: this.text + text.toWellFormed() });
    if (this.count < BURST || this.now() - this.start >= WINDOW_MS || this.text.length >= LIMIT) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), WINDOW_MS);
  }

  /** Sends what waits. Everything else that a kernel publishes comes after this, so that order is kept. */
  flush() {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.text === "") return;
    if (this.now() - this.start >= WINDOW_MS) Object.assign(this, { start: this.now(), count: 0 });
    this.count++;
    // An interrupt can end a cell's code at any call, so in here too: the text is there until it is sent, and nothing is
    // called between that and this. So it is neither lost nor doubled.
    this.send(this.cell, this.name, this.text);
    this.text = "";
  }

  decoder(cell, name) {
    if (!this.decoders.has(cell)) {
      this.decoders.set(cell, { stdout: new StringDecoder("utf8"), stderr: new StringDecoder("utf8") });
    }
    return this.decoders.get(cell)[name];
  }
}

module.exports = { Streams };
