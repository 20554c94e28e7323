import { type ActivationInput, activation } from "../../activations";
import { logistic } from "../../activations/logistic";
import { lossOf } from "../../architecture/loss";
import {
  InvalidArgument,
  requireChoice,
  requireKnownKeys,
  requireNumber,
  requireNumberList,
} from "../../errors";

/** A net with one neuron per layer: aˡ = φ(wˡaˡ⁻¹ + bˡ), the last neuron a sigmoid with cross-entropy. */
export interface Chain {
  /** w¹ … w^L, at least one. */
  weights: ArrayLike<number>;
  /** b¹ … b^L; default all 0. */
  biases?: ArrayLike<number>;
  /** φ of the neurons 1 … L − 1; default "sigmoid". */
  activation?: ActivationInput;
  /** a⁰; default 1. */
  input?: number;
  /** y, 0 or 1; default 1. */
  label?: number;
}

/** One neuron of a chain after a forward and a backward pass. */
export interface ChainNeuron {
  /** l, from 1. */
  layer: number;
  /** wˡ. */
  weight: number;
  /** aˡ⁻¹, what comes in. */
  input: number;
  /** zˡ = wˡaˡ⁻¹ + bˡ. */
  z: number;
  /** aˡ = φ(zˡ), what goes out. */
  activation: number;
  /** φ′(zˡ). */
  slope: number;
  /** δˡ = ∂C/∂zˡ. */
  delta: number;
  /** ∂C/∂wˡ = δˡaˡ⁻¹. */
  gradient: number;
  /** What |∂C/∂wˡ| cannot exceed: the same product with every φ′ replaced by the bound of |φ′|. */
  bound: number;
  /** Both sizes as base-10 logarithms, which go on where float64 ends (5·10⁻³²⁴); −Infinity for a true 0. */
  log10: {
    /** log₁₀ |∂C/∂wˡ|. */
    gradient: number;
    /** log₁₀ of the bound. */
    bound: number;
  };
}

/** A chain after one forward and one backward pass. */
export interface ChainPass {
  /** The hidden neurons' activation. */
  activation: string;
  /** The bound of |φ′|. */
  slopeBound: number;
  /** C, the cross-entropy in nats. */
  loss: number;
  /** Neuron 1 first, the output neuron last. */
  neurons: ChainNeuron[];
}

/**
 * Runs a chain of neurons forward and backward in float64.
 *
 * δ^L = a^L − y, then δˡ = wˡ⁺¹ φ′(zˡ) δˡ⁺¹, and ∂C/∂wˡ = δˡ aˡ⁻¹ (Nielsen 2015, chapter 5; Rumelhart et al. 1986).
 * @throws InvalidArgument when an entry is not a finite number or the biases are not as many as the weights
 */
export function chain(options: Chain): ChainPass {
  const { weights, biases, input, label } = checked(options);
  const phi = activation(options.activation ?? "sigmoid");
  const neurons = weights.map((weight, i) => ({ layer: i + 1, weight }) as ChainNeuron);
  let a = input;
  neurons.forEach((neuron, i) => {
    const hidden = i < neurons.length - 1;
    const z = neuron.weight * a + biases[i];
    const slope = hidden ? phi.derivative(z) : logistic(z) * logistic(-z);
    Object.assign(neuron, { input: a, z, activation: hidden ? phi.f(z) : logistic(z), slope });
    a = neuron.activation;
  });
  // 1 − σ(z) loses every digit where σ rounds to 1; σ(−z) keeps them.
  const { z: output } = neurons.at(-1)!;
  goBack(neurons, label === 1 ? -logistic(-output) : logistic(output), phi.bound.value);
  const loss = lossOf(
    { outputs: 1, output: { name: "sigmoid" }, loss: "crossEntropy" },
    [output],
    [label],
  ).loss;
  return { activation: phi.name, slopeBound: phi.bound.value, loss, neurons };
}

function goBack(neurons: ChainNeuron[], outputDelta: number, slopeBound: number): void {
  let delta = outputDelta;
  let bound = Math.abs(outputDelta);
  const log10 = { gradient: Math.log10(bound), bound: Math.log10(bound) };
  for (let i = neurons.length - 1; i >= 0; i--) {
    const neuron = neurons[i];
    if (i < neurons.length - 1) {
      const { weight } = neurons[i + 1];
      delta *= weight * neuron.slope;
      bound *= Math.abs(weight) * slopeBound;
      log10.gradient += Math.log10(Math.abs(weight)) + Math.log10(Math.abs(neuron.slope));
      log10.bound += Math.log10(Math.abs(weight)) + Math.log10(slopeBound);
    }
    const input = Math.log10(Math.abs(neuron.input));
    Object.assign(neuron, {
      delta,
      gradient: delta * neuron.input,
      bound: bound * Math.abs(neuron.input),
      log10: { gradient: log10.gradient + input, bound: log10.bound + input },
    });
  }
}

/** What a chain is given, checked and filled in. */
interface Checked {
  weights: number[];
  biases: number[];
  input: number;
  label: number;
}

/** The options of a chain. */
export const CHAIN_KEYS = ["weights", "biases", "activation", "input", "label"];

function checked(options: Chain): Checked {
  requireKnownKeys("chain options", options, CHAIN_KEYS);
  const { input = 1, label = 1 } = options;
  const weights = requireNumberList("chain weights", options.weights, { least: 1 });
  const biases = requireNumberList("chain biases", options.biases ?? weights.map(() => 0));
  if (biases.length !== weights.length) {
    throw new InvalidArgument("chain biases", `must be as many as the weights (${weights.length})`, biases);
  }
  return {
    weights,
    biases,
    input: requireNumber("chain input", input),
    label: Number(requireChoice("chain label", String(label), ["0", "1"])),
  };
}
