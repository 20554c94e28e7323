import kernel from "../../../kernel/source-line.cjs";

const CALLERS = 3;

/** A cell as the kernel names it, with the text that the page shows. */
function cellOf(id) {
  const sections = [...document.querySelectorAll("[data-cell]")];
  const section = sections.find(({ dataset }) => dataset.cell === id);
  const source = section.querySelector(".code pre").textContent;
  return { script: `cell [${sections.indexOf(section) + 1}]`, source };
}

/** `depth = 300`, which leads to its control. */
const control = (name, value) =>
  window.course.created(
    "button",
    { type: "button", className: "to-control", onclick: () => window.course.goToControl(name) },
    `${name} = ${JSON.stringify(value)}`,
  );

/** Which parameters have the value that was refused: "depth = 300, declared in cell [1], line 2", each in parts. */
function held({ argument, value }, parameters) {
  const section = document.querySelector("[data-cell].parameters");
  if (argument === undefined || !section) return [];
  const { script, source } = cellOf(section.dataset.cell);
  const lineOf = (name) => source.split("\n").findIndex((line) => line.includes(`const ${name} =`)) + 1;
  return Object.entries(parameters)
    .filter(([, own]) => own === value)
    .map(([name]) => [control(name, value), `, declared in ${script}, line ${lineOf(name)}`]);
}

/**
 * The lines that the kernel shows of an error (tools/kernel/error-report.cjs).
 * @param parameters those that the cell depends on, with their values
 * @returns text and elements, one after the other
 */
export function errorText({ name, message, cause, frames, ...refused }, parameters) {
  const [frame, ...callers] = frames.map(({ cell, line, column }) => ({ cell: cellOf(cell), line, column }));
  const seen = new Set(frame && [`${frame.cell.script} ${frame.line}`]);
  const isNew = ({ cell, line }) => seen.size < seen.add(`${cell.script} ${line}`).size;
  const from = callers.filter(isNew).slice(0, CALLERS);
  const lines = [
    `${name}: ${message}`,
    ...(cause ? [`because of ${cause}`] : []),
    ...(frame ? kernel.sourceLine(frame) : []),
    ...held(refused, parameters),
    ...from.flatMap((caller) => kernel.sourceLine(caller, "called from ")),
  ];
  return lines.flatMap((line) => [line, "\n"].flat());
}
