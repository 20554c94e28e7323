import sourceLine from "../../../kernel/source-line.cjs";

const CALLERS = 3;

/** A cell as the kernel names it, with the text that the page shows. */
function cellOf(id) {
  const sections = [...document.querySelectorAll("[data-cell]")];
  const section = sections.find(({ dataset }) => dataset.cell === id);
  return { script: `cell [${sections.indexOf(section) + 1}]`, source: section.querySelector(".code pre").textContent }; // prettier-ignore
}

/** The lines that the kernel shows of an error (tools/kernel/error-report.cjs). */
export function errorText({ name, message, cause, frames }) {
  const [frame, ...callers] = frames.map(({ cell, line, column }) => ({ cell: cellOf(cell), line, column }));
  const seen = new Set(frame && [`${frame.cell.script} ${frame.line}`]);
  const isNew = ({ cell, line }) => seen.size < seen.add(`${cell.script} ${line}`).size;
  const lines = [
    `${name}: ${message}`,
    ...(cause ? [`because of ${cause}`] : []),
    ...(frame ? sourceLine.sourceLine(frame) : []),
    ...callers.filter(isNew).slice(0, CALLERS).flatMap((caller) => sourceLine.sourceLine(caller, "called from ")), // prettier-ignore
  ];
  return `${lines.join("\n")}\n`;
}
