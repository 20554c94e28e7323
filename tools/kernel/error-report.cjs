// An error as a reader needs it: the message, then the reader's own line, then the variable that holds the value.
const { inspect } = require("node:util");
const { framesOf } = require("./frames.cjs");
const { sourceLine } = require("./source-line.cjs");
const { culprit } = require("./variables.cjs");

const CALLERS = 3;
/** The name under which an interrupt is reported. */
const INTERRUPTED = "Interrupted";
/** How Node.js and tslab call it. */
const INTERRUPT_CODE = "ERR_SCRIPT_EXECUTION_INTERRUPTED";
const INTERRUPTS = new Set([INTERRUPT_CODE, "Interrupted asynchronously"]);

const bold = (text) => `\u001B[1m${text}\u001B[0m`;

/** Name, message and the lines to show, as Jupyter's messages want them. */
const report = (ename, evalue, lines) => ({
  ename,
  evalue,
  traceback: [`${bold(ename)}${evalue ? `: ${evalue}` : "."}`, ...lines],
});

const isInterrupt = (error) => INTERRUPTS.has(error?.code) || INTERRUPTS.has(error?.message);

/**
 * The report of what was thrown.
 * @param cell the cell that ran, named where the error does not know the line
 * @param values the variables of all cells
 */
function errorReport(error, cell, values = {}) {
  if (isInterrupt(error)) return report(INTERRUPTED, "", []);
  if (!(error instanceof Error) && typeof error?.message !== "string")
    return report("Thrown", inspect(error, { depth: 1 }), cell ? [`in ${cell.script}`] : []);
  const [frame, ...callers] = framesOf(error);
  const lines = frame ? located(error, frame, callers, values) : cell ? [`in ${cell.script}`] : [];
  const cause =
    error.cause instanceof Error ? [`because of ${error.cause.name}: ${error.cause.message}`] : [];
  return report(error.name, error.message, [...cause, ...lines]);
}

function located(error, frame, callers, values) {
  const { place, sentences } =
    error.name === "InvalidArgument" && typeof error.argument === "string"
      ? culprit(error, frame, values)
      : { sentences: [] };
  const seen = new Set([`${frame.cell.script} ${frame.line}`]);
  const isNew = ({ cell, line }) => seen.size < seen.add(`${cell.script} ${line}`).size;
  const from = callers
    .filter(isNew)
    .slice(0, CALLERS)
    .flatMap((caller) => sourceLine(caller, "called from "));
  return [...sourceLine(place ?? frame), ...sentences, ...from];
}

module.exports = { errorReport, report, INTERRUPTED, INTERRUPT_CODE };
