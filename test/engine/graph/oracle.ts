import { expect } from "vitest";
import type { LayerGradients } from "../../../src/architecture/hooks";
import type { Net } from "../../../src/architecture/net";
import type { Batch } from "../../../src/data/dataset";
import { gradients, timesTransposed } from "../../../src/theory/backpropagation/backpropagation";
import { type Examples, forward } from "../../../src/theory/backpropagation/forward";

const NAMES = ["weightNorm", "biasNorm", "deltaRms"] as const;

/** A number that may lie beyond float64's range. */
export interface TrueNumber {
  value: number;
  log10: number;
}

/** One layer's gradients in float64: what float64 cannot hold is a mantissa times 2^exponent. */
export interface TrueLayer {
  weightNorm: TrueNumber;
  biasNorm: TrueNumber;
  deltaRms: TrueNumber;
  /** ∂C/∂W ÷ ‖∂C/∂W‖, fanIn × fanOut. */
  direction: Float64Array;
}

/**
 * A net's true gradients, layer by layer: backpropagation's equations in float64, with δ divided by the power of two nearest
 * to its largest entry after each layer, which is exact, and the powers counted beside it.
 */
export function trueGradients(net: Net, batch: Batch): { loss: number; layers: TrueLayer[] } {
  const pass = forward(net, batch as Examples);
  const layers: TrueLayer[] = [];
  let delta = pass.outputDelta;
  let exponent = 0;
  for (let l = pass.layers.length - 1; l >= 0; l--) {
    const below = pass.layers[l];
    delta = delta.map((d, k) => d * below.slopes[k]);
    const power = Math.round(Math.log2(largest(delta)));
    if (Number.isFinite(power)) {
      exponent += power;
      delta = delta.map((d) => d / 2 ** power);
    }
    const { weightGradient, biasGradient } = gradients(below, delta, pass.size);
    const length = norm(weightGradient);
    layers.unshift({
      weightNorm: number(length, exponent),
      biasNorm: number(norm(biasGradient), exponent),
      deltaRms: number(norm(delta) / Math.sqrt(delta.length), exponent),
      direction: weightGradient.map((g) => g / length),
    });
    delta = timesTransposed(delta, net.parameters[l].weights, below, pass.size);
  }
  return { loss: pass.loss, layers };
}

/** Holds every layer's norms to the oracle's, by their logarithms where they are below 1e-300. */
export function holdTo(
  found: readonly LayerGradients[],
  wanted: readonly TrueLayer[],
  tolerance = 1e-4,
): void {
  const off: string[] = [];
  found.forEach((layer, l) => {
    for (const name of NAMES) {
      const { log10, value } = wanted[l][name];
      // A relative error of 1e-4 is one of 1e-4/ln 10 in the logarithm.
      const far = Math.abs(layer.log10[name] - log10) * Math.LN10;
      if (!(far < tolerance || layer.log10[name] === log10))
        off.push(`${name} of layer ${l + 1}: 10^${layer.log10[name]}, not 10^${log10}`);
      if (log10 > -300 && log10 < 300 && !(Math.abs(layer[name] - value) <= tolerance * value))
        off.push(`${name} of layer ${l + 1}: ${layer[name]}, not ${value}`);
    }
  });
  expect(off).toEqual([]);
}

const number = (mantissa: number, exponent: number): TrueNumber => ({
  value: mantissa * 2 ** (exponent / 2) * 2 ** (exponent / 2),
  log10: Math.log10(mantissa) + exponent * Math.log10(2),
});

const largest = (values: Float64Array): number => values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

/** Divided by the largest first: inputs may be so small that the squares of their products would be 0. */
function norm(values: Float64Array): number {
  const scale = largest(values) || 1;
  return scale * Math.sqrt(values.reduce((sum, x) => sum + (x / scale) ** 2, 0));
}
