import { requireKnownKeys, requireNumber } from "../errors";
import { independent, type Sampler } from "./initializer";

/**
 * Every weight the same: what symmetry does to a net.
 * @param options.value any number; default 0
 */
export function constant(options: { value?: number } = {}): Sampler {
  requireKnownKeys("constant options", options, ["value"]);
  const value = requireNumber("constant value", options.value ?? 0);
  return {
    name: "constant",
    parameters: { value },
    tex: "0",
    variance: () => 0,
    sample: (_random, fanIn, fanOut) => new Float32Array(fanIn * fanOut).fill(value),
  };
}

/**
 * Normal entries of a given variance, whatever the fans.
 * @param options.variance of one weight; default 1
 */
export function normal(options: { variance?: number } = {}): Sampler {
  return fixed("normal", options);
}

/**
 * Uniform entries around 0 of a given variance, whatever the fans.
 * @param options.variance of one weight; default 1
 */
export function uniform(options: { variance?: number } = {}): Sampler {
  return fixed("uniform", options);
}

function fixed(shape: "normal" | "uniform", options: { variance?: number }): Sampler {
  requireKnownKeys(`${shape} options`, options, ["variance"]);
  const variance = requireNumber(`${shape} variance`, options.variance ?? 1, { min: 0 });
  return independent(shape, shape, String(variance), () => variance, { variance });
}
