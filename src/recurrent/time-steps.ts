import { mean, rms, variance } from "../probes/norm";
import { cellOf } from "./cells";
import type { StepValues } from "./cells/cell";
import { jacobianNorms, type JacobianNorms } from "./jacobians";
import type { RecurrentNet } from "./net";
import type { RecurrentPass } from "./session";

/** One time step in numbers; C is each sequence's own loss. */
export interface TimeStepReport {
  /** 1 for the first step; the loss sees the last. */
  step: number;
  /** Root mean square of ∂C/∂h_t over sequences and units. */
  hiddenGradientRms: number;
  /** Root mean square of ∂C/∂c_t; only for LSTMs. */
  memoryGradientRms?: number;
  /** Mean and standard deviation of h_t over sequences and units. */
  hiddenMean: number;
  hiddenStd: number;
  /** Mean of the gate that keeps the state: the LSTM's forget gate (1 where it has none), the GRU's update gate. */
  keepMean?: number;
  /** Mean of ∏_{k > t} f_k over sequences and units, the direct path along c; only for LSTMs. */
  cellPath?: number;
  /** ‖∂h_T/∂h_t‖₂, the largest of the sequences looked at; c_t held fixed in LSTMs. */
  hiddenJacobian?: number;
  /** ‖∂c_T/∂c_t‖₂ with its detours through the gates, the largest of the sequences looked at; only for LSTMs. */
  memoryJacobian?: number;
}

/** The report of every time step of a pass; the first `sequences` have their Jacobians multiplied out. */
export function timeSteps(
  net: RecurrentNet,
  { trace, size }: RecurrentPass,
  sequences: number,
): TimeStepReport[] {
  const cell = cellOf(net.description);
  const values = new Map(trace.names.map((name) => [name, trace.valuesOf(name)!]));
  const hidden = values.get("hidden")!;
  const hiddenGradients = trace.gradientsOf("hidden")!;
  const memoryGradients = trace.gradientsOf("memory");
  const keep = cell.keepGate === undefined ? undefined : values.get(cell.keepGate);
  const paths = cell.hasMemory ? pathsOf(keep, hidden) : undefined;
  const jacobians = Array.from({ length: sequences }, (_, i) => {
    const recurrent = net.parameters.gates.map(({ recurrentWeights }) => recurrentWeights);
    return jacobianNorms(cell, sequenceOf(values, i, hidden.length, net.description.units), recurrent);
  });
  const stepOf = (h: Float32Array, t: number): TimeStepReport => ({
    step: t + 1,
    // The tensors belong to the mean loss, which divides each sequence's own gradient by their number.
    hiddenGradientRms: size * rms(hiddenGradients[t]),
    ...(memoryGradients && { memoryGradientRms: size * rms(memoryGradients[t]) }),
    hiddenMean: mean(h),
    hiddenStd: Math.sqrt(variance(h)),
    ...((keep || cell.hasMemory) && { keepMean: keep ? mean(keep[t]) : 1 }),
    ...(paths && { cellPath: paths[t] }),
    ...largest(jacobians.map((norms) => norms[t])),
  });
  return hidden.map(stepOf);
}

/** Mean of ∏_{k > t} f_k for every t; 1 throughout without forget gate. */
function pathsOf(forget: Float32Array[] | undefined, { length }: Float32Array[]): number[] {
  const paths = Array.from({ length }, () => 1);
  if (!forget) return paths;
  const product = new Float64Array(forget[0].length).fill(1);
  for (let t = length - 2; t >= 0; t--) {
    product.forEach((p, i) => (product[i] = p * forget[t + 1][i]));
    paths[t] = product.reduce((sum, p) => sum + p, 0) / product.length;
  }
  return paths;
}

/** The numbers of one sequence at every step. */
function sequenceOf(
  values: Map<string, Float32Array[]>,
  index: number,
  steps: number,
  units: number,
): StepValues[] {
  return Array.from({ length: steps }, (_, t) =>
    Object.fromEntries(
      [...values].map(([name, ofStep]) => [name, ofStep[t].subarray(index * units, (index + 1) * units)]),
    ),
  );
}

function largest(norms: JacobianNorms[]): Pick<TimeStepReport, "hiddenJacobian" | "memoryJacobian"> {
  if (norms.length === 0) return {};
  const hiddenJacobian = Math.max(...norms.map(({ hidden }) => hidden));
  if (norms[0].memory === undefined) return { hiddenJacobian };
  return { hiddenJacobian, memoryJacobian: Math.max(...norms.map(({ memory }) => memory ?? 0)) };
}
