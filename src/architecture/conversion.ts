import { InvalidArgument } from "../errors";
import type { NetDescription } from "./description";
import type { Net } from "./net";
import { requireNet } from "./require-net";

/** A net as float64 numbers; per layer weights (fanIn × fanOut, row by row) and biases. */
export interface ConvertedNet {
  /** The description of the converted net. */
  description: NetDescription;
  /** Per layer, from the first hidden one to the output. */
  parameters: {
    /** fanIn × fanOut, row by row. */
    weights: Float64Array;
    /** fanOut numbers. */
    biases: Float64Array;
  }[];
}

/**
 * The tanh net that computes the same function as a sigmoid net, or the other way round, exactly (in float64).
 *
 * From tanh x = 2σ(2x) − 1 follows, from tanh (W, b) to sigmoid (W′, b′): first layer W′ = 2W, b′ = 2b; between
 * W′ = 4W, b′ = 2b − 2Wᵀ1; output W′ = 2W, b′ = b − Wᵀ1. So the two differ in parametrization, not in what they can express.
 * @throws InvalidArgument when the net is not a plain net of tanh or of sigmoid layers with biases
 */
export function convertActivation(net: Net): ConvertedNet {
  requireNet("convertActivation net", net);
  const { description } = net;
  const from = nameOf(description);
  const to = from === "tanh" ? "sigmoid" : "tanh";
  const last = net.parameters.length - 1;
  const parameters = net.parameters.map(({ weights, biases }, i) => {
    if (last === 0) return { weights: Float64Array.from(weights), biases: Float64Array.from(biases) };
    // How much the layer's input and its own z are stretched by writing tanh as a sigmoid.
    const [input, own] = [i === 0 ? 1 : 2, i === last ? 1 : 2];
    const factor = from === "tanh" ? input * own : 1 / (input * own);
    const converted = Float64Array.from(weights, (w) => factor * w);
    const tanhWeights = from === "tanh" ? weights : converted;
    const sums = i === 0 ? new Float64Array(biases.length) : columnSums(tanhWeights, biases.length);
    const shifted = Float64Array.from(biases, (b, j) =>
      from === "tanh" ? own * (b - sums[j]) : b / own + sums[j],
    );
    return { weights: converted, biases: shifted };
  });
  return {
    description: { ...description, activations: description.widths.map(() => ({ name: to })) },
    parameters,
  };
}

function nameOf({ activations, bias, normalization, residual }: NetDescription): "tanh" | "sigmoid" {
  const names = [...new Set(activations.map(({ name }) => name))];
  const [name = "tanh"] = names;
  if (names.length > 1 || (name !== "tanh" && name !== "sigmoid")) {
    throw new InvalidArgument(
      "convertActivation",
      "takes a net whose layers all have one activation",
      names,
      ["tanh", "sigmoid"],
    );
  }
  if (!bias || normalization !== "none" || residual) {
    throw new InvalidArgument(
      "convertActivation",
      "takes a net with biases, without normalization and skip connections",
      {
        bias,
        normalization,
        residual,
      },
    );
  }
  return name;
}

/** Σ over the rows of each column. */
function columnSums(weights: ArrayLike<number>, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  for (let i = 0; i < weights.length; i++) sums[i % columns] += weights[i];
  return sums;
}
