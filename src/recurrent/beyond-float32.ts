import { rms } from "../numerics/norm";
import { recurrentWeights, timeStepGradients } from "./gradients";
import type { TimeStepGradients } from "./hooks";
import type { RecurrentPass } from "./session";
import { sequencesOf } from "./sequence-values";

/** Below this, gradients near the end of float32 (10⁻³⁸) and their entries begin to lose digits. */
const FAINT = 1e-34;

/**
 * The gradients of the states at every time step, in float64 from where float32 loses them: the last one it holds well,
 * carried on back through the steps; each costs what it does in backpropagation.
 */
export function gradientsBeyondFloat32(pass: RecurrentPass): TimeStepGradients[] {
  const { cell, trace, size } = pass;
  const told = timeStepGradients(pass);
  const lost = told.findLastIndex(({ hiddenGradientRms }) => hiddenGradientRms < FAINT);
  // What is lost at the last step already is what the loss gives it.
  if (lost < 0 || lost === told.length - 1) return told;
  const recurrent = recurrentWeights(pass);
  const hidden = trace.gradientsOf("hidden")![lost + 1];
  const memory = trace.gradientsOf("memory")?.[lost + 1];
  const units = hidden.length / size;
  const own = (values: Float32Array, i: number): Float32Array => values.subarray(i * units, (i + 1) * units);
  const sequences = sequencesOf(pass, size);
  const flows = sequences.map((sequence, i): Float64Array => {
    const toHidden = own(hidden, i);
    const readout = cell.readout?.(sequence[lost + 1]);
    // ∂C/∂c holds what flows through h as well, which the step's Jacobian brings in by itself.
    const toMemory = memory ? Array.from(own(memory, i), (c, j) => c - readout![j] * toHidden[j]) : [];
    return Float64Array.of(...toHidden, ...toMemory);
  });
  for (let t = lost; t >= 0; t--) {
    const states = sequences.map((sequence, i) => {
      flows[i] = cell.pullback(sequence[t + 1], sequence[t], recurrent, flows[i]);
      const through = cell.readout?.(sequence[t]);
      const h = flows[i].subarray(0, units);
      return { h, c: through && flows[i].subarray(units).map((c, j) => c + through[j] * h[j]) };
    });
    const rmsOf = (parts: Float64Array[]): number =>
      size * rms(Float64Array.from(parts, (part) => rms(part)));
    told[t] = {
      ...told[t],
      hiddenGradientRms: rmsOf(states.map(({ h }) => h)),
      ...(memory && { memoryGradientRms: rmsOf(states.map(({ c }) => c!)) }),
    };
  }
  return told;
}
