import { activation } from "../../activations";
import type { RecurrentDescription } from "../description";
import type { Cell } from "./cell";
import { gru } from "./gru";
import { lstm } from "./lstm";
import { rnn } from "./rnn";

/** The names of the recurrent cells. */
export type CellName = "rnn" | "lstm" | "gru";

// The names are written out, because a type taken from this map would publish what cells do with tensors.
const CELLS: Record<CellName, (description: RecurrentDescription) => Cell> = {
  rnn: ({ activation: phi }: RecurrentDescription) => rnn(activation(phi ?? "tanh")),
  lstm: ({ forgetGate }: RecurrentDescription) => lstm(forgetGate ?? true),
  gru: () => gru(),
};

/** Every name that `recurrent` takes as cell. */
export const cellNames = Object.keys(CELLS) as CellName[];

/** The cell of a described net. */
export const cellOf = (description: RecurrentDescription): Cell => CELLS[description.cell](description);
