import { requireNet } from "../architecture/require-net";
import type { Net } from "../architecture/net";
import { inputJacobians } from "../engine/input-jacobian";
import { InvalidArgument } from "../errors";
import { dot } from "../numerics/dot";
import { norm } from "../numerics/norm";

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
  requirePoints(inputs, net.description.inputs);
  const gradients = inputJacobians(net, inputs);
  return inputs.slice(1).map((_, i) => cosine(gradients[i], gradients[i + 1]));
}

function requirePoints(inputs: readonly ArrayLike<number>[], length: number): void {
  const fits = (point: ArrayLike<number>): boolean =>
    point?.length === length && Array.from(point).every(Number.isFinite);
  if (Array.isArray(inputs) && inputs.length >= 2 && inputs.every(fits)) return;
  const rule = `must be at least 2 points of finite numbers, as many as the net has inputs (${length})`;
  throw new InvalidArgument("inputGradientCorrelation inputs", rule, inputs);
}

const cosine = (a: Float64Array, b: Float64Array): number => dot(a, b) / norm(a) / norm(b);
