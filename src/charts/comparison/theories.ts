import { InvalidArgument, requireObject, requireFields } from "../../errors";
import type { Predicted } from "../depth/profile";

/** Predictions by the names of the rows that they are for. */
export type Theories = Readonly<Record<string, Predicted>>;

/**
 * The prediction of each row that has one, by the row's name.
 * @throws InvalidArgument when one is no prediction, or for no row
 */
export function theoriesOf(
  chart: string,
  rows: readonly { name: string }[],
  given: Theories = {},
): Map<string, Predicted> {
  requireObject(`${chart} theory`, given);
  const names = rows.map(({ name }) => name);
  for (const [name, predicted] of Object.entries(given)) {
    if (!names.includes(name))
      throw new InvalidArgument(`${chart} theory`, "must have the name of a row", name, names);
    requireFields(`${chart} theory ${name}`, predicted, { layers: "list" }, "theory.meanField(net)");
  }
  return new Map(Object.entries(given));
}

/** The base-10 logarithms of a predicted rms δ, which goes through that of the output layer. */
export const deltaOf = ({ layers }: Predicted, output: number): number[] =>
  layers.map(({ log10DeltaRms }) => log10DeltaRms + output);
