import type { LayerPlan } from "../architecture/layers";
import { type Floats, rms } from "../numerics/norm";
import type { LayerNorms, UpdateRule } from "./executor";
import { derivativesOf } from "./kernels/derivatives";

/**
 * The root mean square of φ′ below which float32 is not trusted with it: φ′ = 1 − tanh² and its like have the rounding
 * error 6·10⁻⁸ of the 1, which at this size is 6·10⁻⁶ of φ′.
 */
export const FLAT = 0.01;

/** An ε, added to the root of gradients' squares, below which such squares matter that float32 does not hold. */
const TINY = 2 ** -60;

/** Whether an update needs squares of gradients that float32 does not hold. */
export const squaresNeedFloat64 = ({ optimizer }: UpdateRule): boolean =>
  (optimizer.parameters["epsilon"] ?? 1) < TINY;

/** Every how many numbers of z one is asked for its φ′. */
const SAMPLED = 7;

/** Whether the units are so far out on flat parts of φ that float32 loses digits of φ′. */
export function isFlat({ activation, inLoss }: LayerPlan, preactivation: Floats): boolean {
  if (activation.saturation === 0 || inLoss) return false;
  const some = Float64Array.from({ length: Math.ceil(preactivation.length / SAMPLED) }, (_, i) => preactivation[SAMPLED * i]); // prettier-ignore
  const slope = rms(derivativesOf(activation, some));
  return slope > 0 && slope < FLAT;
}

/** How far a norm in float32 may be from float64's, relative to that: in a first step, and later, when examples' gradients cancel near a minimum. */
const NEAR = [1e-4, 1e-3];

/** The gradients that are sums of δ over examples, some times numbers near 1. */
const SUMS = new Set(["biasGradient", "gainGradient", "shiftGradient"]);

/**
 * Whether float32's norms of every layer are near those that float64 has of the same step: deep nets in the chaotic phase magnify
 * rounding, and normalizations may leave a small difference. Sums of δ over examples, which may cancel, may be as far off as
 * the largest sum of such δ allows.
 * @param taken steps before that one
 */
export function areNear(
  layers: readonly Pick<LayerPlan, "fanOut">[],
  found: readonly LayerNorms[],
  exact: readonly LayerNorms[],
  taken: number,
): boolean {
  const near = NEAR[taken === 0 ? 0 : 1];
  return layers.every(({ fanOut }, l) => {
    const largest = exact[l].deltaRms.log10 + Math.log10(fanOut) / 2;
    return Object.entries(exact[l]).every(([name, { log10 }]) => {
      const own = found[l][name as keyof LayerNorms]!.log10;
      const size = SUMS.has(name) ? Math.max(log10, largest) : log10;
      return own === log10 || Math.abs(10 ** (own - size) - 10 ** (log10 - size)) <= near;
    });
  });
}

/** By how many powers of ten norms differ where rounding may be seen in them. */
const HUNDREDFOLD = 2;
/** Fewer numbers than this may by chance be so near each other that normalization magnifies their rounding. */
const FEW = 8;

/**
 * Whether rounding may be seen in float32's norms: where δ grows on its way back, the same layers magnify rounding on the way
 * forward; and what normalization leaves little of, δ or what inputs make of it, is a small difference, as may be what it divides by.
 * @param size examples in the batch
 */
export function areDoubtful(
  layers: readonly Pick<LayerPlan, "fanOut" | "normalization">[],
  norms: readonly LayerNorms[],
  size: number,
): boolean {
  const deltas = norms.map(({ deltaRms }) => deltaRms.log10);
  return norms.some(({ weightGradient }, l) => {
    const { normalization, fanOut } = layers[l];
    const later = Math.min(...deltas.slice(l + 1));
    if (!(deltas[l] <= later + HUNDREDFOLD)) return true;
    if (normalization === "none") return false;
    const sum = deltas[l] + Math.log10(fanOut) / 2;
    const numbers = normalization === "layer" ? fanOut : size;
    return deltas[l] < later - HUNDREDFOLD || weightGradient.log10 < sum - HUNDREDFOLD || numbers < FEW;
  });
}

/** After how many steps float32 is held against float64 next, when it has been after so many: 0, 100, 1000, … */
export const nextComparison = (taken: number): number => Math.max(100, 10 * taken);

/** Goes on the reason for an executor with. */
export const inFloat64From = (step: number): string =>
  `; from step ${step} on in float64, as float32 is not precise enough`;
