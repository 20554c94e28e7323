/** Characters of a source line that are shown: what fits beside a cell's prompt on a small screen. */
const WIDTH = 84;

/** Where something is: "cell [3], line 2:", the line itself, and a caret below the column. */
function sourceLine({ cell, line, column }, lead = "") {
  const text = cell.source.split("\n")[line]?.replaceAll("\t", " ") ?? "";
  const indent = text.length - text.trimStart().length;
  // A long line is cut around the column.
  const first = Math.max(indent, Math.min(column - WIDTH / 2, text.length - WIDTH));
  const last = first + WIDTH;
  const shown = `${first > indent ? "…" : ""}${text.slice(first, last)}${last < text.length ? "…" : ""}`;
  const caret = column - first + (first > indent ? 1 : 0);
  return [
    `${lead}${cell.script}, line ${line + 1}:`,
    `    ${shown}`,
    ...(caret >= 0 ? [`    ${" ".repeat(caret)}^`] : []),
  ];
}

module.exports = { sourceLine };
