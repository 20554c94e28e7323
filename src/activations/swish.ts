import { requireKnownKeys, requireNumber } from "../errors";
import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";
import { fromLowest, peak } from "./extremum";
import { logistic, logisticCurvature } from "./logistic";
import { written } from "./written";

/**
 * x·σ(βx), found by a search over activations (Ramachandran, Zoph & Le 2017); β = 1 is the SiLU of Elfwing et al. 2017.
 * @param options.beta above 0, up to 100; default 1
 */
export function swish(options: { beta?: number } = {}): Activation {
  requireKnownKeys("swish options", options, ["beta"]);
  const beta = requireNumber("swish beta", options.beta ?? 1, { above: 0, max: 100 });
  // 2βσ′ + β²xσ″
  const secondDerivative = (x: number): number =>
    beta * (2 * logistic(beta * x) * logistic(-beta * x) + beta * x * logisticCurvature(beta * x));
  return written({
    name: "swish",
    parameters: { beta },
    tex: `f(x) = x\\,\\sigma(${beta === 1 ? "" : beta}x)`,
    derivativeTex: `f'(x) = \\sigma(${beta === 1 ? "" : beta}x)\\,(1 + ${beta === 1 ? "" : beta}x\\,\\sigma(-${beta === 1 ? "" : beta}x))`,
    secondDerivative,
    bound: peak(1 / beta, 4 / beta),
    range: fromLowest(-4 / beta, 0),
    kinks: [],
    saturation: SATURATION_SHARE,
    gradient: <T>(upstream: T, { ops, z }: GradientContext<T>): T => {
      const s = ops.sigmoid(ops.mul(z, beta));
      // s·(1 + βz(1 − s))
      return ops.mul(upstream, ops.mul(s, ops.add(ops.mul(ops.mul(z, beta), ops.sub(1, s)), 1)));
    },
    forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.mul(ops.sigmoid(ops.mul(z, beta)), z),
  });
}
