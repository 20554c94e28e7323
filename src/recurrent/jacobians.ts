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
  const size = cell.hasMemory ? 2 * units : units;
  let product = Matrix.eye(size);
  const norms: JacobianNorms[] = [];
  for (let t = sequence.length - 1; t >= 0; t--) {
    norms[t] = normsOf(product, units, cell.readout?.(sequence[t]));
    if (t === 0) break;
    const row = (i: number): Float64Array =>
      cell.pullback(sequence[t], sequence[t - 1], recurrent, Float64Array.from(product.getRow(i)));
    product = new Matrix(Array.from({ length: size }, (_, i) => row(i)) as unknown as number[][]);
  }
  return norms;
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
