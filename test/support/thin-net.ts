import { mlp } from "../../src/architecture/net";
import type { ActivationName } from "../../src/activations";

/** A net of one unit a layer as a chain that theory takes. */
export function thinNet(
  activation: ActivationName,
  depth: number,
): { weights: number[]; biases: number[]; activation: ActivationName } {
  // prettier-ignore
  const net = mlp({ inputs: 1, depth, width: 1, outputs: 1, activation, init: "lecunNormal", biasVariance: 1, seed: 7 }); // prettier-ignore
  return {
    weights: net.parameters.map((layer) => layer.weights[0]),
    biases: net.parameters.map((layer) => layer.biases[0]),
    activation,
  };
}

const names = ["linear", "sigmoid", "tanh", "relu", "leakyRelu", "prelu", "rrelu", "elu"] as const;

const shallow = names.flatMap((name) => [1, 5].map((depth) => [name, depth] as const));
/** One whose gradients vanish, one whose chain is dead, one with weights alone. */
const deep = (["sigmoid", "relu", "linear"] as const).map((name) => [name, 200] as const);

/** Activations of every kind, and some that are deep. */
export const everyChain = [...shallow, ...deep];
