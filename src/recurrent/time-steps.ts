import { mean, variance } from "../numerics/norm";
import type { Cell } from "../engine/pass/cells/cell";
import { timeStepGradients } from "./gradients";
import type { TimeStepGradients } from "./hooks";
import { jacobianNorms, type JacobianNorms } from "./jacobians";
import type { RecurrentPass } from "./look";

/** One time step in numbers; C is each sequence's own loss. */
export interface TimeStepReport extends TimeStepGradients {
  /** Mean of h_t over sequences and units. */
  hiddenMean: number;
  /** Standard deviation of h_t over sequences and units. */
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

/** What can be recorded of the time steps while a net is trained, besides the gradients. */
export type TimeStepProbeName = Exclude<keyof TimeStepReport, keyof TimeStepGradients>;

/** The names of the probes that a cell has. */
export const timeStepProbes = ({ hasMemory, keepGate }: Cell): TimeStepProbeName[] => [
  "hiddenMean",
  "hiddenStd",
  ...(hasMemory || keepGate ? (["keepMean"] as const) : []),
  "hiddenJacobian",
  ...(hasMemory ? (["cellPath", "memoryJacobian"] as const) : []),
];

/** The report of every time step of a pass; the first `sequences` have their Jacobians multiplied out. */
export function timeSteps(pass: RecurrentPass, sequences: number): TimeStepReport[] {
  const { cell, steps } = pass;
  const keep = cell.keepGate === undefined ? undefined : steps.map((step) => step[cell.keepGate!]);
  const paths = cell.hasMemory ? pathsOf(keep, steps.length) : undefined;
  const jacobians = jacobianNorms(pass, sequences);
  return timeStepGradients(pass).map((ofStep, t) => ({
    ...ofStep,
    hiddenMean: mean(steps[t]["hidden"]),
    hiddenStd: Math.sqrt(variance(steps[t]["hidden"])),
    ...((keep || cell.hasMemory) && { keepMean: keep ? mean(keep[t]) : 1 }),
    ...(paths && { cellPath: paths[t] }),
    ...largest(jacobians.map((norms) => norms[t])),
  }));
}

/** Mean of ∏_{k > t} f_k for every t; 1 throughout without forget gate. */
function pathsOf(forget: readonly Float64Array[] | undefined, length: number): number[] {
  const paths = Array.from({ length }, () => 1);
  if (!forget) return paths;
  const product = new Float64Array(forget[0].length).fill(1);
  for (let t = length - 2; t >= 0; t--) {
    product.forEach((p, i) => (product[i] = p * forget[t + 1][i]));
    paths[t] = product.reduce((sum, p) => sum + p, 0) / product.length;
  }
  return paths;
}

function largest(norms: JacobianNorms[]): Pick<TimeStepReport, "hiddenJacobian" | "memoryJacobian"> {
  if (norms.length === 0) return {};
  const hiddenJacobian = Math.max(...norms.map(({ hidden }) => hidden));
  if (norms[0].memory === undefined) return { hiddenJacobian };
  return { hiddenJacobian, memoryJacobian: Math.max(...norms.map(({ memory }) => memory ?? 0)) };
}
