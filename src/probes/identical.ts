import { grouped } from "../grouped";
import { type Floats, hasNaN } from "../numerics/norm";
import type { Probe } from "./probe";

/** Two gradients that differ by less than this of their size are the same but for rounding in float32. */
const ROUNDING = 1e-5;

/**
 * The share of units with the same weights and the same ∂C/∂W as another unit of the layer: such units learn the same, for ever,
 * and are one unit in truth. NaN where a number is.
 *
 * Columns are told apart by one sum each, Σᵢ cᵢwᵢⱼ with cᵢ = sin i, which is the same bit for bit where they are.
 * 0 where W is not one matrix, as in a recurrent layer of tfjs.
 */
export const identicalShare: Probe = {
  symbol: "Identical share",
  label: "share of units that are identical to another",
  logarithmic: false,
  measure({ weights, weightGradient, plan: { fanOut } }) {
    if (weights.length === 0 || weights.length % fanOut !== 0) return 0;
    const [own, gradients] = [sums(weights, fanOut), sums(weightGradient, fanOut)];
    if (hasNaN(own) || hasNaN(gradients)) return Number.NaN;
    const alike = grouped(own.keys(), (unit) => own[unit]);
    if (alike.size === fanOut) return 0;
    const sizes = sums(weightGradient.map(Math.abs), fanOut, (row) => Math.abs(coefficient(row)));
    const isTwin = (a: number, b: number): boolean =>
      a !== b && Math.abs(gradients[a] - gradients[b]) <= ROUNDING * sizes[a];
    const twins = Array.from(own.keys()).filter((unit) =>
      alike.get(own[unit])!.some((other) => isTwin(unit, other)),
    );
    return twins.length / fanOut;
  },
};

const coefficient = (row: number): number => Math.sin(row + 1);

/** Σᵢ cᵢ·wᵢⱼ of every column. */
function sums(values: Floats, columns: number, factorOf = coefficient): Float64Array {
  const found = new Float64Array(columns);
  for (let i = 0, from = 0; from < values.length; i++, from += columns) {
    const factor = factorOf(i);
    for (let j = 0; j < columns; j++) found[j] += factor * values[from + j];
  }
  return found;
}
