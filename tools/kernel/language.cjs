// What a kernel knows about code: completion and help. The protocol counts characters as code points, tslab as UTF-16 units,
// which are two for letters such as 𝔼.
const { help, printHelp } = require("./help.cjs");

const unit = (code, point) => Array.from(code).slice(0, point).join("").length;
const point = (code, index) => Array.from(code.slice(0, index)).length;

function complete(executor, { code, cursor_pos }) {
  const { start, end, candidates } = executor.complete(code, unit(code, cursor_pos));
  return {
    status: "ok",
    matches: candidates,
    cursor_start: point(code, start),
    cursor_end: point(code, end),
    metadata: {},
  };
}

function inspect(executor, { code, cursor_pos }) {
  const info = help(executor, code, unit(code, cursor_pos));
  return {
    status: "ok",
    found: !!info,
    data: info ? { "text/plain": printHelp(info) } : {},
    metadata: {},
  };
}

module.exports = { complete, inspect };
