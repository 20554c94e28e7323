import { activation, type ActivationInput } from "../../../activations";
import type { Cell } from "./cell";
import { gru } from "./gru";
import { lstm } from "./lstm";
import { rnn } from "./rnn";

/** The names of the recurrent cells. */
export type CellName = "rnn" | "lstm" | "gru";

/** What a description says of its cell. */
interface CellDescription {
  readonly cell: CellName;
  readonly activation?: ActivationInput;
  readonly forgetGate?: boolean;
}

// The names are written out, because a type taken from this map would publish what cells do with operations.
const CELLS: Record<CellName, (description: CellDescription) => Cell> = {
  rnn: ({ activation: phi }) => rnn(activation(phi ?? "tanh")),
  lstm: ({ forgetGate }) => lstm(forgetGate ?? true),
  gru: () => gru(),
};

/** Every name that `recurrent` takes as cell. */
export const cellNames = Object.keys(CELLS) as CellName[];

/** The cell of a described net. */
export const cellOf = (description: CellDescription): Cell => CELLS[description.cell](description);
