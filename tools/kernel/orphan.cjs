/** Ends a kernel whose parent is gone: it serves nobody, and tslab would stay for ever. */
function endWithParent() {
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || process.exit(), 1000).unref();
}

module.exports = { endWithParent };
