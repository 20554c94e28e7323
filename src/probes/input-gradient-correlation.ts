import { requireNet } from "../architecture/require-net";
import type { Net } from "../architecture/net";
import { inputGradients } from "../engine/input-gradient";
import { InvalidArgument } from "../errors";

/**
 * How alike the gradients ∂output/∂x are at neighbouring inputs: the cosine between each input's and the next one's, all
 * outputs (before softmax or sigmoid) together; near 0 they are shattered (Balduzzi et al. 2017), see `theory.shattering`.
 * Cost: one backward pass over inputs × outputs examples.
 * @param inputs at least 2 points, each as many finite numbers as the net has inputs
 * @returns one cosine fewer than inputs, −1 to 1; NaN where a gradient is 0 or not finite
 * @throws InvalidArgument when the points do not fit the net
 */
export function inputGradientCorrelation(net: Net, inputs: readonly ArrayLike<number>[]): number[] {
  requireNet("inputGradientCorrelation net", net);
  const { inputs: length, outputs } = net.description;
  requirePoints(inputs, length);
  const points = new Float32Array(inputs.length * outputs * length);
  const identities = new Float32Array(inputs.length * outputs * outputs);
  for (let row = 0; row < inputs.length * outputs; row++) {
    points.set(inputs[Math.floor(row / outputs)], row * length);
    identities[row * outputs + (row % outputs)] = 1;
  }
  const gradients = inputGradients(net, points, identities, inputs.length * outputs);
  const size = outputs * length;
  const at = (i: number): Float32Array => gradients.subarray(i * size, (i + 1) * size);
  return inputs.slice(1).map((_, i) => cosine(at(i), at(i + 1)));
}

function requirePoints(inputs: readonly ArrayLike<number>[], length: number): void {
  const fits = (point: ArrayLike<number>): boolean =>
    point?.length === length && Array.from(point).every(Number.isFinite);
  if (Array.isArray(inputs) && inputs.length >= 2 && inputs.every(fits)) return;
  const rule = `must be at least 2 points of finite numbers, as many as the net has inputs (${length})`;
  throw new InvalidArgument("inputGradientCorrelation inputs", rule, inputs);
}

function cosine(a: Float32Array, b: Float32Array): number {
  let [along, first, second] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    along += a[i] * b[i];
    first += a[i] * a[i];
    second += b[i] * b[i];
  }
  return along / Math.sqrt(first) / Math.sqrt(second);
}
