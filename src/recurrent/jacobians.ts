import { Matrix } from "ml-matrix";
import { spectralNorm } from "../numerics/spectral-norm";
import type { Cell, StepValues } from "./cells/cell";

/** The norms of one sequence's Jacobians at one time step. */
export interface JacobianNorms {
  /** ‖∂h_T/∂h_t‖₂, c_t held fixed where there is one. */
  hidden: number;
  /** ‖∂c_T/∂c_t‖₂ with all its detours through h and the gates; only for cells with memory. */
  memory?: number;
}

/**
 * The norms of ∂(state at T)/∂(state at t) for every t, by the exact product of the steps' Jacobians in float64.
 * @param sequence the numbers of one sequence, one entry per step
 */
export function jacobianNorms(
  cell: Cell,
  sequence: readonly StepValues[],
  recurrent: readonly Float32Array[],
): JacobianNorms[] {
  const units = sequence[0]["hidden"].length;
  return products(cell, sequence, recurrent).map((product, t) =>
    normsOf(product, units, cell.readout?.(sequence[t])),
  );
}

/**
 * ‖∂S_s/∂S_t‖₂ of every pair of steps t ≤ s, S the whole state: h, and c where there is one.
 * @returns at place s, counted from 0, the norms for t = 0 … s; the last is 1
 */
export const pairNorms = (
  cell: Cell,
  sequence: readonly StepValues[],
  recurrent: readonly Float32Array[],
): number[][] => sequence.map((_, s) => products(cell, sequence.slice(0, s + 1), recurrent).map(normOf));

/** ∂S_T/∂S_t for every t, T the last step of the sequence. */
function products(cell: Cell, sequence: readonly StepValues[], recurrent: readonly Float32Array[]): Matrix[] {
  const units = sequence[0]["hidden"].length;
  const size = cell.hasMemory ? 2 * units : units;
  const last = sequence.length - 1;
  const found: Matrix[] = [];
  found[last] = Matrix.eye(size);
  for (let t = last; t > 0; t--) {
    const row = (i: number): Float64Array =>
      cell.pullback(sequence[t], sequence[t - 1], recurrent, Float64Array.from(found[t].getRow(i)));
    found[t - 1] = new Matrix(Array.from({ length: size }, (_, i) => row(i)) as unknown as number[][]);
  }
  return found;
}

function normsOf(product: Matrix, units: number, readout?: number[]): JacobianNorms {
  const block = (row: number, column: number): Matrix =>
    product.subMatrix(row, row + units - 1, column, column + units - 1);
  const hidden = normOf(block(0, 0));
  if (!readout) return { hidden };
  // What moves c_t moves h_t with it.
  const direct = block(units, units);
  return { hidden, memory: normOf(direct.add(block(units, 0).mmul(Matrix.diag(readout)))) };
}

/** ‖·‖₂, scaled by the largest entry so that no square underflows. */
function normOf(matrix: Matrix): number {
  const entries = matrix.to1DArray();
  const top = entries.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  if (top === 0 || !Number.isFinite(top)) return top;
  const scaled = entries.map((x) => x / top);
  return top * spectralNorm(scaled, matrix.rows, matrix.columns);
}
