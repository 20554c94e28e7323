// The value of a cell's last expression as an output. tslab prints it; as Jupyter's `execute_result` it can be told from what
// a cell prints, and may have several forms.
const { inspect } = require("node:util");

/** MIME types with what they show. */
const bundle = (value) => ({ "text/plain": typeof value === "string" ? value : inspect(value) });

module.exports = { bundle };
