const { Worker } = require("node:worker_threads");

const LOOK_MS = 1000;
/** How long an orphan may take to end by itself; a cell that computes without a pause never does. */
const GRACE_MS = 5000;

/**
 * Ends a kernel whose parent is gone: it serves nobody, and tslab would stay for ever. A thread of its own looks too,
 * because a cell in an endless loop lets no timer of the kernel run and would keep a processor busy until the next restart.
 */
function endWithParent() {
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || process.exit(), LOOK_MS).unref();
  const watch = `setInterval(() => {
    if (process.ppid !== ${parent}) setTimeout(() => process.kill(process.pid, "SIGKILL"), ${GRACE_MS});
  }, ${LOOK_MS});`;
  new Worker(watch, { eval: true }).unref();
}

module.exports = { endWithParent };
