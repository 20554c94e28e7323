// `console.table` as a table. Node.js draws it in text, as wide as all its digits, which wraps in a notebook until no column
// can be told from another.
const { inspect } = require("node:util");
const jupyter = require("tslab/dist/jupyter.js");

/** More rows than anybody reads make the notebook's file large. */
const ROWS = 200;
const DIGITS = 4;

const isPlain = (value) => value === null || !["object", "function"].includes(typeof value);

/** A value as it is shown: numbers with four significant digits. */
function brief(value) {
  if (typeof value === "string") return value;
  if (typeof value !== "number" || Number.isInteger(value) || !Number.isFinite(value))
    return inspect(value, { depth: 0, breakLength: Infinity });
  const text = String(Number(value.toPrecision(DIGITS)));
  return Math.abs(value) < 1e-4 ? Number(text).toExponential() : text;
}

/** Rows with their keys: of a list, a map, a set, or an object of rows. */
function rowsOf(data) {
  if (data instanceof Map) return { lead: "key", rows: [...data] };
  if (data instanceof Set) return { lead: "index", rows: [...data].entries() };
  const rows = Object.entries(data);
  const isList = Array.isArray(data) || ArrayBuffer.isView(data);
  // The numbers of a list's rows say nothing that their own columns do not say.
  return { lead: !isList ? "key" : rows.every(([, row]) => !isPlain(row)) ? undefined : "index", rows };
}

/** A table's columns and cells, and the columns left out because they hold more than one thing. */
function tableOf(data, wanted) {
  const { lead, rows: entries } = rowsOf(data);
  const rows = [...entries].map(([key, row]) => ({
    ...(lead && { [lead]: isPlain(key) ? key : brief(key) }),
    ...(isPlain(row) ? { value: row } : row),
  }));
  const all = [...new Set(rows.flatMap(Object.keys))];
  const asked = wanted ? all.filter((name) => name === lead || wanted.includes(name)) : all;
  const plain = asked.filter((name) => rows.every((row) => isPlain(row[name])));
  const columns = wanted || plain.length === 0 ? asked : plain;
  return { columns, rows, left: asked.filter((name) => !columns.includes(name)) };
}

const escaped = (text) => text.replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** What stands below a table that does not show all. */
function remark({ rows, left }) {
  const more = rows.length > ROWS ? [`${rows.length - ROWS} more rows`] : [];
  const columns = left.length > 0 ? [`not shown, as they hold several numbers: ${left.join(", ")}`] : [];
  return [...more, ...columns].join("; ");
}

function html({ columns, rows, left }) {
  const cell = (value) => {
    if (value === undefined) return "<td></td>";
    const exact = typeof value === "number" ? ` style="text-align:right" title="${value}"` : "";
    return `<td${exact}>${escaped(brief(value))}</td>`;
  };
  const heads = columns.map((name) => `<th scope="col">${escaped(name)}</th>`).join("");
  const body = rows
    .slice(0, ROWS)
    .map((row) => `<tr>${columns.map((name) => cell(row[name])).join("")}</tr>`);
  const note = remark({ rows, left });
  return (
    `<div role="region" aria-label="table" tabindex="0" style="overflow-x:auto"><table>` +
    `<thead><tr>${heads}</tr></thead><tbody>${body.join("")}</tbody></table></div>` +
    (note ? `<small>${escaped(note)}</small>` : "")
  );
}

/** The same as text, for whatever shows no HTML. */
function text({ columns, rows, left }) {
  const lines = rows
    .slice(0, ROWS)
    .map((row) => columns.map((name) => (row[name] === undefined ? "" : brief(row[name]))));
  const widths = columns.map((name, j) => Math.max(name.length, ...lines.map((line) => line[j].length)));
  const drawn = [columns, ...lines].map((line) =>
    line
      .map((value, j) => value.padEnd(widths[j]))
      .join("  ")
      .trimEnd(),
  );
  return [...drawn, remark({ rows, left })].join("\n").trimEnd();
}

/** Puts it in place of Node.js's own, which stays for what is no table. */
function drawTables() {
  const { table } = console;
  console.table = (data, columns) => {
    if (isPlain(data) || typeof data === "function") return table.call(console, data, columns);
    const made = tableOf(data, columns);
    if (made.columns.length === 0) return table.call(console, data, columns);
    const output = { "text/html": html(made), "text/plain": text(made) };
    jupyter.lastWriteDisplayData({ data: output, metadata: {}, transient: {} }, false);
  };
}

module.exports = { drawTables };
