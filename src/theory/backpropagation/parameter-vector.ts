import { describe } from "../../architecture/description";
import { layersOf } from "../../architecture/layers";
import { InvalidArgument } from "../../errors";
import type { NetNumbers } from "./forward";

type Layer = NetNumbers["parameters"][number];

/** The parameters of a net as one list: layer by layer W row by row, then b, then the learned slopes. */
export const flatten = ({ parameters }: Pick<NetNumbers, "parameters">): number[] =>
  parameters.flatMap((layer) => partsOf(layer).flatMap(({ values }) => Array.from(values)));

/** Layers of a net's shapes with the numbers of such a list. */
export function unflatten(net: Pick<NetNumbers, "parameters">, vector: ArrayLike<number>): Layer[] {
  const numbers = Float64Array.from(vector);
  let next = 0;
  return net.parameters.map((layer) => {
    const taken = partsOf(layer).map(({ name, values }) => {
      next += values.length;
      return [name, numbers.subarray(next - values.length, next)];
    });
    return Object.fromEntries(taken) as Layer;
  });
}

/** What each number of the list is: "W1[0,2]" from input 0 to unit 2 of layer 1, "b1[2]", "α1[0]". */
export const parameterNames = (
  { parameters }: Pick<NetNumbers, "parameters">,
  fanOuts: readonly number[],
): string[] =>
  parameters.flatMap((layer, l) =>
    partsOf(layer).flatMap(({ name, values }) =>
      Array.from(values, (_, k) => {
        if (name !== "weights") return `${name === "biases" ? "b" : "α"}${l + 1}[${k}]`;
        return `W${l + 1}[${Math.floor(k / fanOuts[l])},${k % fanOuts[l]}]`;
      }),
    ),
  );

/** A layer's parts in the order of the list; absent ones are left out. */
function partsOf({ weights, biases, slope }: Layer): { name: keyof Layer; values: ArrayLike<number> }[] {
  return [
    { name: "weights", values: weights },
    { name: "biases", values: biases },
    ...(slope ? [{ name: "slope" as const, values: slope }] : []),
  ];
}

/**
 * Checks that the numbers of a net are whole and finite.
 * @throws InvalidArgument naming the layer that is not
 */
export function requireNumbers(argument: string, net: NetNumbers): void {
  const { description, parameters } = (net ?? {}) as Partial<NetNumbers>;
  if (!Array.isArray(description?.widths) || !Array.isArray(parameters)) {
    throw new InvalidArgument(argument, "must be a net, or a description with its parameters", net);
  }
  layersOf(describe(description)).forEach(({ fanIn, fanOut }, i) => {
    const { weights, biases } = (parameters[i] ?? {}) as Partial<Layer>;
    if (weights?.length !== fanIn * fanOut || ![0, fanOut].includes(biases?.length ?? -1)) {
      const rule = `must have ${fanIn} × ${fanOut} weights and ${fanOut} biases or none in layer ${i + 1}`;
      throw new InvalidArgument(argument, rule, { weights: weights?.length, biases: biases?.length });
    }
    const bad = partsOf(parameters[i])
      .flatMap(({ values }) => Array.from(values))
      .find((x) => !Number.isFinite(x));
    if (bad !== undefined)
      throw new InvalidArgument(argument, `must be finite numbers in layer ${i + 1}`, bad);
  });
}
