import { requireKnownKeys, requireNumber, requireNumberList } from "../../errors";
import { expm1, log1p } from "../../numerics/elementary";

/**
 * The probability that a ReLU net is born dead for a given input: 1 − ∏ (1 − 2^−N_l) over its hidden layers, that is
 * 1 − (1 − 2^−N)^H for H layers of N units (Lu, Shin, Su & Karniadakis 2019). Exact for weights that are symmetric around
 * 0 and no biases: given a living layer, each unit above it is dead with probability ½ on its own.
 * @param widths units of each hidden layer, whole numbers from 1
 */
export function bornDead(widths: ArrayLike<number>): number {
  const layers = requireNumberList("bornDead widths", widths);
  const logAlive = layers.reduce((sum, width) => sum + logAliveLayer(width), 0);
  return 0 - expm1(logAlive);
}

/** The same after each layer: the probability that the input is dead there, which only grows with depth. */
export function bornDeadByLayer(widths: ArrayLike<number>): number[] {
  const layers = requireNumberList("bornDeadByLayer widths", widths);
  let logAlive = 0;
  return layers.map((width) => 0 - expm1((logAlive += logAliveLayer(width))));
}

/**
 * The smallest width at which a net of equal layers is born dead with a probability below `probability`.
 * @param options.depth hidden layers, a whole number from 1
 * @param options.probability above 0, below 1
 */
export function livingWidth(options: { depth: number; probability: number }): number {
  requireKnownKeys("livingWidth options", options, ["depth", "probability"]);
  const depth = requireNumber("livingWidth depth", options.depth, { min: 1, whole: true });
  const probability = requireNumber("livingWidth probability", options.probability, {
    above: 0,
    max: 1 - Number.EPSILON / 2,
  });
  const deadLayer = -expm1(log1p(-probability) / depth);
  const dead = (width: number): number => -expm1(depth * logAliveLayer(width));
  let width = Math.max(1, Math.ceil(-Math.log2(deadLayer)) - 1);
  // "Below" is not "at", and at it rounding must not decide.
  while (dead(width) >= probability * (1 - 1e-14)) width++;
  return width;
}

/** ln(1 − 2^−N). */
const logAliveLayer = (width: number): number =>
  log1p(-(2 ** -requireNumber("bornDead width", width, { min: 1, whole: true })));
