import { KernelOps } from "../engine/kernels/ops";
import { declareParameters, writeParameters } from "../engine/kernels/parameters";
import { type Block, numbersOf, withMachine } from "../engine/kernels/program";
import type { CellState } from "../engine/pass/cells/cell";
import { driveOf, gateSum, recurrentPart } from "../engine/pass/through-time";
import { maxAbs } from "../numerics/norm";
import { spectralNorm } from "../numerics/spectral-norm";
import type { RecurrentPass } from "./look";
import { partsOf } from "./parameters";
import { planOf } from "./recorded-pass";

/** The norms of one sequence's Jacobians at one time step. */
export interface JacobianNorms {
  /** ‖∂h_T/∂h_t‖₂, c_t held fixed where there is one. */
  hidden: number;
  /** ‖∂c_T/∂c_t‖₂ with all its detours through h and the gates; only for cells with memory. */
  memory?: number;
}

/** The norms of ∂(state at T)/∂(state at t) of the first sequences of a pass, for every t. */
export const jacobianNorms = (pass: RecurrentPass, sequences: number): JacobianNorms[][] =>
  withProducts(pass, sequences, (multiply) => {
    const { units } = pass.net.description;
    const norms: JacobianNorms[] = [];
    multiply(pass.steps.length - 1, (t, { hidden, toMemory }) => {
      norms[t] = {
        hidden: normOf(hidden.subarray(0, units * units), units),
        ...(toMemory && { memory: normOf(toMemory.subarray(units * units), units) }),
      };
    });
    return norms;
  });

/**
 * ‖∂S_s/∂S_t‖₂ of every pair of steps t ≤ s, S the whole state: h, and c where there is one; of the first sequences of a pass.
 * @returns for each at place s, counted from 0, the norms for t = 0 … s; the last is 1
 */
export const pairNorms = (pass: RecurrentPass, sequences: number): number[][][] =>
  withProducts(pass, sequences, (multiply) =>
    pass.steps.map((_, s) => {
      const norms: number[] = [];
      multiply(s, (t, { hidden, memory, toMemory }) => {
        const whole = toMemory ? besides(hidden, memory, pass.net.description.units) : hidden;
        norms[t] = normOf(whole, Math.sqrt(whole.length));
      });
      return norms;
    }),
  );

/** ∂(state at s)/∂(state at t), a row for each number of the state at s: h first, then c. */
interface Product {
  /** Its columns for h_t, c_t held fixed. */
  hidden: Float64Array;
  /** For c_t, h_t held fixed; 0 without memory. */
  memory: Float64Array;
  /** For c_t, which moves h_t with it; absent without memory. */
  toMemory?: Float64Array;
}

/** Visits the product of every step t from s down to 0; what it is given stays only so long. */
type Multiply = (s: number, visit: (t: number, product: Product) => void) => void;

/**
 * Multiplies the Jacobians of the first sequences of a pass, exactly and in float64: the rows of the unit matrix flow back through
 * the cell as ∂C/∂ of the state does.
 */
function withProducts<T>(
  { net, steps, inputs }: RecurrentPass,
  sequences: number,
  read: (multiply: Multiply) => T,
): T[] {
  if (sequences === 0) return [];
  const { units, inputs: features } = net.description;
  const { cell } = planOf(net.description);
  const rows = cell.hasMemory ? 2 * units : units;
  const g = new KernelOps();
  const { program } = g;
  const parts = declareParameters(g, partsOf(net));
  const input = program.block([rows, features], true);
  const state = (): CellState<Block> => ({ hidden: program.block([rows, units], true), memory: program.block([rows, units], true) }); // prettier-ignore
  const [before, flow] = [state(), state()];
  const step = cell.step<Block>(g, before, (gate, of) =>
    gateSum<Block>(g, parts, { gate, drive: driveOf<Block>(g, parts, gate, input), state: of }),
  );
  const back = step.back(flow, (gate, delta, plus) =>
    g.flowBack(delta, parts[recurrentPart(gate)].weights!, undefined, plus),
  );
  const { memory } = back;
  for (const block of [back.before.hidden, back.before.memory, memory]) if (block) program.keep(block);
  return withMachine(program, (machine) => {
    writeParameters(machine, parts, partsOf(net));
    const numbers = (block: Block): Float64Array => numbersOf(machine, block);
    /** One sequence's numbers of a step in every row; 0 where there are none. */
    const repeat = (block: Block, values: Float64Array | undefined, sequence: number): void => {
      const width = block.length / rows;
      const row = values?.subarray(sequence * width, (sequence + 1) * width) ?? new Float64Array(width);
      for (let r = 0; r < rows; r++) numbers(block).set(row, r * width);
    };
    return Array.from({ length: sequences }, (_, sequence) =>
      read((s, visit) => {
        for (const block of [flow.hidden, flow.memory]) numbers(block).fill(0);
        for (let j = 0; j < units; j++) numbers(flow.hidden)[j * units + j] = 1;
        for (let j = units; j < rows; j++) numbers(flow.memory)[j * units + j - units] = 1;
        for (let t = s; t >= 0; t--) {
          repeat(input, inputs[t], sequence);
          repeat(before.hidden, steps[t - 1]?.["hidden"], sequence);
          repeat(before.memory, steps[t - 1]?.["memory"], sequence);
          program.run(0, program.length);
          visit(t, { hidden: numbers(flow.hidden), memory: numbers(flow.memory), ...(memory && { toMemory: numbers(memory) }) }); // prettier-ignore
          numbers(flow.hidden).set(numbers(back.before.hidden));
          numbers(flow.memory).set(numbers(back.before.memory));
        }
      }),
    );
  });
}

/** Two matrices side by side, both with so many columns. */
function besides(left: Float64Array, right: Float64Array, columns: number): Float64Array {
  const both = new Float64Array(2 * left.length);
  for (let from = 0; from < left.length; from += columns) {
    both.set(left.subarray(from, from + columns), 2 * from);
    both.set(right.subarray(from, from + columns), 2 * from + columns);
  }
  return both;
}

/** ‖·‖₂ of a square matrix; what is not finite stays so. */
function normOf(entries: Float64Array, side: number): number {
  const top = maxAbs(entries);
  return Number.isFinite(top) ? spectralNorm(entries, side, side) : top;
}
