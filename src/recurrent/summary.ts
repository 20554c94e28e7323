import { grouped, lossText } from "../architecture/summary";
import { shown, textTable } from "../shown";
import { cellOf } from "../engine/pass/cells";
import type { RecurrentDescription } from "./description";

/** A recurrent net in words, in TeX and as a table. */
export interface RecurrentSummary {
  /** One sentence. */
  text: string;
  /** What one time step computes. */
  tex: string;
  /** One row per gate, and one for the output. */
  table: {
    /** The gate's name, or "output". */
    part: string;
    /** Shape of W, inputs → units; empty for the output. */
    "from the input": string;
    /** Shape of U, units → units; of the output's weights, units → outputs. */
    "from the state": string;
    /** How many numbers it has, biases included. */
    parameters: number;
  }[];
}

/** Describes a recurrent net of so many parameters. */
export function summarizeRecurrent(description: RecurrentDescription, parameters: number): RecurrentSummary {
  const { inputs, units, outputs } = description;
  const { gates, tex } = cellOf(description);
  const table = gates.map((gate) => ({
    part: gates.length > 1 ? `${gate} gate` : gate,
    "from the input": `${inputs} → ${units}`,
    "from the state": `${units} → ${units}`,
    parameters: units * (inputs + units + 1),
  }));
  const output = {
    part: "output",
    "from the input": "",
    "from the state": `${units} → ${outputs}`,
    parameters: outputs * (units + 1),
  };
  const summary = { text: recurrentText(description, parameters), tex, table: [...table, output] };
  return shown(summary, ({ text }) => `${text}\n\n${textTable(summary.table)}`);
}

/** A recurrent net in one sentence. */
export function recurrentText(description: RecurrentDescription, parameters: number): string {
  const { cell, inputs, units, outputs, activation, forgetGate, init, recurrentInit } = description;
  const extras = [
    activation ? activation.name : "",
    forgetGate === false ? "no forget gate" : "",
    `${init.name}, recurrent ${recurrentInit.name}`,
    lossText(description),
  ].filter(Boolean);
  const name = cell === "rnn" ? "simple" : cell.toUpperCase();
  return `${inputs} → ${units} ${name} units → ${outputs}; ${grouped(parameters)} parameters; ${extras.join(", ")}.`;
}
