import { InvalidArgument } from "../../errors";
import { type OneOrSeveral, resultsOf } from "../parts/results";
import type { Predicted } from "./profile";

/**
 * The prediction for each result of a chart, by the result's name.
 * @param names what the results are called; a prediction that is given alone has the name ""
 * @throws InvalidArgument when a prediction has another name
 */
export function theoriesOf(
  chart: string,
  names: readonly string[],
  given?: OneOrSeveral<Predicted>,
): Map<string, Predicted> {
  if (given === undefined) return new Map();
  const shape = { fields: { layers: "list" }, from: "theory.meanField(net)" } as const;
  const found = resultsOf(`${chart} theory`, given, "layers", shape);
  const strange = found.find(({ name }) => !names.includes(name));
  if (strange)
    throw new InvalidArgument(`${chart} theory`, "must have the name of a report", strange.name, names);
  return new Map(found.map(({ name, result }) => [name, result]));
}
