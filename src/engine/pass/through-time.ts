import type { LayerPlan } from "../../architecture/layers";
import type { Ops } from "../ops";
import type { Cell, CellState, CellStep } from "./cells/cell";
import { backward, forward, type ForwardNodes, type GradientNodes, type LayerForm, type LayerNodes } from "./layer"; // prettier-ignore

/** A net that is deep in time: a cell that is applied at every step, and the layer that reads its last state. */
export interface PlanThroughTime {
  readonly cell: Cell;
  readonly units: number;
  readonly readout: LayerForm & Pick<LayerPlan, "fanIn" | "fanOut">;
}

/** Where the parameters of a gate and of the output stand in a list: of each gate W and b, then U; then the output's. */
export const inputPart = (gate: number): number => 2 * gate;
export const recurrentPart = (gate: number): number => 2 * gate + 1;

/** Writes what inputs bring to a gate's sum, W x + b. */
export const driveOf = <T>(g: Ops<T>, parts: readonly LayerNodes<T>[], gate: number, inputs: T): T =>
  g.matMul(inputs, parts[inputPart(gate)].weights!, { plus: parts[inputPart(gate)].biases });

/** Writes what a gate adds up in a step, W x_t + b + U s. */
export const gateSum = <T>(
  g: Ops<T>,
  parts: readonly LayerNodes<T>[],
  { gate, drive, state }: { gate: number; drive: T; state: T },
): T => g.matMul(state, parts[recurrentPart(gate)].weights!, { plus: drive });

/** What a pass forward leaves for the way back. */
export interface ForwardThroughTime<T> {
  /** Of every step, with what came in, and what each gate's U was applied to. */
  readonly steps: readonly (CellStep<T> & { input: T; states: readonly T[] })[];
  readonly end: ForwardNodes<T>;
}

/**
 * Writes the forward pass through all time steps.
 * @param inputs of every step, size × features
 * @param drives what they bring to each gate's sum, by gate and step
 * @param zero the state before the first, size × units
 */
export function forwardThroughTime<T>(
  g: Ops<T>,
  { cell, readout }: PlanThroughTime,
  parts: readonly LayerNodes<T>[],
  { inputs, drives, zero }: { inputs: readonly T[]; drives: readonly (readonly T[])[]; zero: T },
): ForwardThroughTime<T> {
  let before: CellState<T> = { hidden: zero, memory: zero };
  const steps = inputs.map((input, t) => {
    const states: T[] = [];
    const sum = (gate: number, state: T): T => {
      states[gate] = state;
      return gateSum(g, parts, { gate, drive: drives[gate][t], state });
    };
    const step = cell.step(g, before, sum);
    before = { hidden: step.seen["hidden"], memory: step.seen["memory"] ?? zero };
    return { ...step, input, states };
  });
  return { steps, end: forward(g, readout, parts.at(-1)!, [before.hidden], { training: false }) };
}

/**
 * Writes the way back, from the output through all time steps to the first.
 * @param last ∂Cᵢ/∂output of each sequence's own loss
 * @param visit is given ∂C/∂h_t, and ∂C/∂c_t for cells with memory, of each step, the last one first
 * @returns the gradients of all parts, summed over steps and sequences
 */
export function backwardThroughTime<T>(
  g: Ops<T>,
  { readout, units }: PlanThroughTime,
  parts: readonly LayerNodes<T>[],
  { steps, end }: ForwardThroughTime<T>,
  { last, zero }: { last: T; zero: T },
  visit: (step: number, hidden: T, memory?: T) => void,
): GradientNodes<T>[] {
  const output = backward(g, readout, parts.at(-1)!, end, last);
  const gradients: GradientNodes<T>[] = [...parts.slice(1).map(() => ({})), output.gradients];
  const addWeights = (part: number, from: T, delta: T): void => {
    gradients[part].weights = g.matMul(from, delta, { a: true, plus: gradients[part].weights });
  };
  const addBiases = (part: number, delta: T): void => {
    const [known, more] = [gradients[part].biases, g.biasAddGradient(delta)];
    gradients[part].biases = known === undefined ? more : g.add(known, more);
  };
  let flow: CellState<T> = {
    hidden: g.flowBack(output.delta, parts.at(-1)!.weights!, readout),
    memory: zero,
  };
  for (const [t, { input, states, back }] of [...steps.entries()].toReversed()) {
    const { hidden } = flow;
    const found = back(flow, (gate, delta, plus) => {
      addWeights(inputPart(gate), input, delta);
      addBiases(inputPart(gate), delta);
      addWeights(recurrentPart(gate), states[gate], delta);
      return g.flowBack(delta, parts[recurrentPart(gate)].weights!, { fanIn: units, fanOut: units }, plus);
    });
    visit(t, hidden, found.memory);
    flow = found.before;
  }
  return gradients;
}
