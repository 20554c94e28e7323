import { activation } from "../../activations";
import type { RecurrentDescription } from "../description";
import type { Cell } from "./cell";
import { gru } from "./gru";
import { lstm } from "./lstm";
import { rnn } from "./rnn";

const CELLS = {
  rnn: ({ activation: phi }: RecurrentDescription) => rnn(activation(phi ?? "tanh")),
  lstm: ({ forgetGate }: RecurrentDescription) => lstm(forgetGate ?? true),
  gru: () => gru(),
} as const;

/** The names of the recurrent cells. */
export type CellName = keyof typeof CELLS;

/** Every name that `recurrent` takes as cell. */
export const cellNames = Object.keys(CELLS) as CellName[];

/** The cell of a described net. */
export const cellOf = (description: RecurrentDescription): Cell => CELLS[description.cell](description);
