// Interrupts that arrive while a cell's code runs without a pause. Node.js's `breakOnSigint` watches for them by a handler of
// its own and takes off all listeners meanwhile. A listener that the cell adds then (a training's, say) replaces that handler
// without a word, so that nothing stops the cell; afterwards no handler is left, and the next interrupt ends the process.
const { constants } = require("node:os");
const { INTERRUPT_CODE } = require("./error-report.cjs");

/** Node.js's own, which begins to watch for a signal when its first listener is added. */
const watch = process.listeners("newListener").find(({ name }) => name === "startListeningIfSignal");
let running = false;

if (watch) {
  process.removeListener("newListener", watch);
  process.prependListener("newListener", (type) => {
    if (type !== "SIGINT" || !running) watch(type);
  });
}

/** Does at once what the signal does: on its way, the signal itself would be lost when a cell begins. */
const interrupt = () => process.emit("SIGINT", "SIGINT", constants.signals.SIGINT);

/** Runs a script that breaks on an interrupt; `work` is the call of Node.js's `vm`. */
function breakable(work) {
  running = true;
  try {
    return work();
  } catch (error) {
    // What the script has started goes on unless it is told.
    if (error?.code === INTERRUPT_CODE) process.emit("SIGINT", "SIGINT", constants.signals.SIGINT);
    throw error;
  } finally {
    running = false;
    if (process.listenerCount("SIGINT") > 0) watch?.("SIGINT");
  }
}

module.exports = { breakable, interrupt };
