import { InvalidArgument, isList, requireKnownKeys } from "../errors";
import { counted } from "../shown";
import type { LayerPlan } from "./layers";
import { type LayerParameters, type ParameterName, PARAMETER_NAMES } from "./parameters";

/** Numbers for the parameters of one layer, in place of those that were drawn; what is left out stays as it is. */
export interface LayerValues {
  /** fanIn rows of fanOut numbers, W[i][j] leading from input i to unit j; or the same numbers row by row in one list. */
  weights?: ArrayLike<number> | readonly ArrayLike<number>[];
  /** fanOut numbers. */
  biases?: ArrayLike<number>;
  /** The learned slopes of a PReLU: one, or fanOut. */
  slope?: ArrayLike<number>;
  /** The gains γ of a normalization, fanOut. */
  gain?: ArrayLike<number>;
  /** The shifts β of a normalization, fanOut. */
  shift?: ArrayLike<number>;
  /** Batch normalization's running mean of z, fanOut. */
  runningMean?: ArrayLike<number>;
  /** Batch normalization's running variance of z, fanOut. */
  runningVariance?: ArrayLike<number>;
}

/**
 * Writes numbers into the parameters of layers, after all of them have been checked.
 * @throws InvalidArgument naming the layer, the part, and the shape that it must have
 */
export function setParameters(
  plans: readonly LayerPlan[],
  parameters: readonly LayerParameters[],
  layers: readonly LayerValues[],
): void {
  if (!isList(layers) || layers.length !== plans.length) {
    const rule = `must be a list of ${counted(plans.length, "layer")}, from the first hidden one to the output, such as { weights, biases }`;
    throw new InvalidArgument("setParameters layers", rule, isList(layers) ? layers.length : layers);
  }
  const checked = plans.map((plan, l) => {
    const argument = `setParameters layer ${plan.index}`;
    requireKnownKeys(argument, layers[l], PARAMETER_NAMES);
    return PARAMETER_NAMES.filter((name) => layers[l][name] !== undefined).map((name) => ({
      target: parameters[l][name],
      values: numbersOf(`${argument} ${name}`, layers[l][name], plan, name, parameters[l][name]?.length ?? 0),
    }));
  });
  for (const { target, values } of checked.flat()) target?.set(values);
}

function numbersOf(
  argument: string,
  given: unknown,
  plan: LayerPlan,
  name: ParameterName,
  length: number,
): number[] {
  const { fanIn, fanOut } = plan;
  const isMatrix = name === "weights";
  if (length === 0 && isList(given) && given.length > 0)
    throw new InvalidArgument(argument, "must be left out: the layer has none", given);
  const rule = isMatrix
    ? `must be ${fanIn} × ${fanOut}, a row for each input and a column for each unit`
    : `must be ${counted(length, "number")}`;
  if (!isList(given)) throw new InvalidArgument(argument, rule, given);
  const nested = isMatrix && isList(given[0]);
  const rows = nested ? Array.from(given as ArrayLike<ArrayLike<unknown>>) : [given];
  const wanted = nested ? { rows: fanIn, columns: fanOut } : { rows: 1, columns: length };
  const fits = (count: number, columns: number): boolean =>
    rows.length === count && rows.every((row) => isList(row) && row.length === columns);
  if (!fits(wanted.rows, wanted.columns)) {
    const turned = nested && fits(fanOut, fanIn) ? "; these are turned: give their transpose" : "";
    const shape = nested ? `${rows.length} × ${isList(rows[0]) ? rows[0].length : "?"}` : given.length;
    throw new InvalidArgument(argument, `${rule}${turned}`, shape);
  }
  return rows.flatMap((row, i) =>
    Array.from(row, (value, j) => {
      if (typeof value === "number" && Number.isFinite(Math.fround(value))) return value;
      const place = nested ? `${argument}[${i}][${j}]` : `${argument}[${j}]`;
      throw new InvalidArgument(place, "must be a finite number within float32's range (±3.4·10³⁸)", value);
    }),
  );
}
