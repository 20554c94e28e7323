import { requireNet } from "../architecture/require-net";
import type { Net } from "../architecture/net";
import { inputJacobians } from "../engine/input-jacobian";
import { InvalidArgument } from "../errors";
import { singularValues } from "../numerics/singular-values";

/**
 * The singular values of the Jacobian of a net's outputs (before softmax or sigmoid) in its inputs, at one point, in float64.
 *
 * All 1: the net turns a small step without stretching it (dynamical isometry); compare `theory.jacobianSpectrum`.
 * Cost: one backward pass over as many examples as outputs, and one decomposition of outputs × inputs. Values below 1e-15 of the largest
 * are rounding errors.
 * @param point as many finite numbers as the net has inputs
 * @returns min(inputs, outputs) values, largest first; NaN where the Jacobian is not finite
 * @throws InvalidArgument when the point does not fit the net
 */
export function inputOutputSingularValues(net: Net, point: ArrayLike<number>): number[] {
  requireNet("inputOutputSingularValues net", net);
  const { inputs, outputs } = net.description;
  const values = Array.from((point ?? []) as ArrayLike<number>);
  if (values.length !== inputs || !values.every(Number.isFinite)) {
    const rule = `must be finite numbers, as many as the net has inputs (${inputs})`;
    throw new InvalidArgument("inputOutputSingularValues point", rule, point);
  }
  return singularValues(inputJacobians(net, [values])[0], outputs, inputs);
}
