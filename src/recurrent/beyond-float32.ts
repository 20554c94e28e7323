import { rms } from "../probes/norm";
import { timeStepGradients } from "./gradients";
import type { TimeStepGradients } from "./hooks";
import type { RecurrentPass } from "./session";
import { sequencesOf } from "./sequence-values";

/** Below this, gradients near the end of float32 (10⁻³⁸) and their entries begin to lose digits. */
const FAINT = 1e-34;

/**
 * The gradients of the states at every time step, in float64 from where float32 loses them: the last one it holds well,
 * carried on back by the steps' exact Jacobians.
 */
export function gradientsBeyondFloat32(pass: RecurrentPass): TimeStepGradients[] {
  const { cell, trace, size } = pass;
  const told = timeStepGradients(pass);
  const lost = told.findLastIndex(({ hiddenGradientRms }) => hiddenGradientRms < FAINT);
  // What is lost at the last step already is what the loss gives it.
  if (lost < 0 || lost === told.length - 1) return told;
  const recurrent = cell.gates.map((_, i) => pass.parameters()[3 * i + 1]);
  const hidden = trace.gradientsOf("hidden")![lost + 1];
  const memory = trace.gradientsOf("memory")?.[lost + 1];
  const units = hidden.length / size;
  const entries = told.slice(0, lost + 1).map(() => ({ hidden: [] as number[], memory: [] as number[] }));
  for (const [i, sequence] of sequencesOf(pass, size).entries()) {
    const own = (values: Float32Array): number[] => Array.from(values.subarray(i * units, (i + 1) * units));
    const toHidden = own(hidden);
    const readout = cell.readout?.(sequence[lost + 1]);
    // ∂C/∂c holds what flows through h as well, which the Jacobian brings in by itself.
    let flow = memory ? [...toHidden, ...own(memory).map((c, j) => c - readout![j] * toHidden[j])] : toHidden;
    for (let t = lost; t >= 0; t--) {
      const step = cell.jacobian(sequence[t + 1], sequence[t], recurrent);
      flow = transposedTimes(step, flow);
      const h = flow.slice(0, units);
      entries[t].hidden.push(...h);
      const through = cell.readout?.(sequence[t]);
      if (through) entries[t].memory.push(...flow.slice(units).map((c, j) => c + through[j] * h[j]));
    }
  }
  return told.map((step, t) => {
    if (t > lost) return step;
    const hiddenGradientRms = size * rms(Float64Array.from(entries[t].hidden));
    const memoryGradientRms = size * rms(Float64Array.from(entries[t].memory));
    return { ...step, hiddenGradientRms, ...(memory && { memoryGradientRms }) };
  });
}

/** Jᵀv of a square J, row by row. */
function transposedTimes(matrix: Float64Array, v: readonly number[]): number[] {
  const n = v.length;
  const product = Array.from({ length: n }, () => 0);
  for (let row = 0; row < n; row++)
    for (let column = 0; column < n; column++) product[column] += matrix[row * n + column] * v[row];
  return product;
}
