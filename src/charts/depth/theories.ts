import { InvalidArgument } from "../../errors";
import { type OneOrSeveral, resultsOf } from "../parts/results";
import type { Predicted } from "./profile";

/**
 * The prediction for each result of a chart, by the result's name.
 * @param names what the results are called; a prediction that is given alone has the name ""
 * @param from what gives such a prediction
 * @throws InvalidArgument when a prediction has another name
 */
export function theoriesOf<Theory = Predicted>(
  chart: string,
  names: readonly string[],
  given?: OneOrSeveral<Theory>,
  from = "theory.meanField(net)",
): Map<string, Theory> {
  if (given === undefined) return new Map();
  const found = resultsOf(`${chart} theory`, given, "layers", { fields: { layers: "list" }, from });
  const strange = found.find(({ name }) => !names.includes(name));
  if (strange)
    throw new InvalidArgument(`${chart} theory`, "must have the name of a report", strange.name, names);
  return new Map(found.map(({ name, result }) => [name, result]));
}

/** The same for the rows of a comparison; of one row a prediction may be given alone. */
export function theoriesOfRows<Theory = Predicted>(
  chart: string,
  names: readonly string[],
  given?: OneOrSeveral<Theory>,
): Map<string, Theory> {
  const found = theoriesOf(chart, names.length === 1 ? ["", ...names] : names, given);
  const alone = found.get("");
  return alone === undefined ? found : new Map([[names[0], alone]]);
}
