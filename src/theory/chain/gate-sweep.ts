import { requireKnownKeys, requireNumber, requireNumberList } from "../../errors";
import { type Chain, chain, CHAIN_KEYS } from "./chain";

/** What one neuron of a chain does to the first weight's gradient while its bias is moved. */
export interface GateSweep {
  /** The neuron that is moved, from 1. */
  layer: number;
  /** φ. */
  activation: string;
  /** Its biases. */
  biases: number[];
  /** Its activation aˡ at each bias. */
  activations: number[];
  /** Its slope φ′(zˡ) at each bias. */
  slopes: number[];
  /** |∂C/∂w¹| at each bias. */
  gradients: number[];
}

/**
 * Moves the bias of one hidden neuron and records its activation, its slope and |∂C/∂w¹|.
 * @param options a chain of at least two neurons
 * @param options.layer the neuron whose bias moves, 1 to L − 1
 * @param options.sweep the biases that it is given
 */
export function gateSweep(options: Chain & { layer: number; sweep: ArrayLike<number> }): GateSweep {
  requireKnownKeys("gateSweep options", options, [...CHAIN_KEYS, "layer", "sweep"]);
  const { layer, sweep: given, ...rest } = options;
  const sweep = requireNumberList("gateSweep sweep", given, { least: 1 });
  // Checks the chain before it is taken apart.
  const { activation } = chain(rest);
  requireNumber("gateSweep layer", layer, { min: 1, max: rest.weights.length - 1, whole: true });
  const start = Array.from(rest.biases ?? Array.from(rest.weights, () => 0));
  const passes = sweep.map((bias) =>
    chain({ ...rest, biases: start.map((b, i) => (i === layer - 1 ? bias : b)) }),
  );
  const gates = passes.map((pass) => pass.neurons[layer - 1]);
  return {
    layer,
    activation,
    biases: [...sweep],
    activations: gates.map((gate) => gate.activation),
    slopes: gates.map((gate) => gate.slope),
    gradients: passes.map((pass) => Math.abs(pass.neurons[0].gradient)),
  };
}
