import type { Tensor } from "@tensorflow/tfjs";
import type { TensorFlow } from "../../backend/backend";

/** What one step of a cell is given; every tensor is size × units but for the weights. */
export interface StepInput {
  tf: TensorFlow;
  /** h_{t−1}. */
  hidden: Tensor;
  /** c_{t−1}; only for cells that have it. */
  memory: Tensor;
  /** W x_t + b of every gate, in the cell's order. */
  drive: readonly Tensor[];
  /** U of every gate, units × units. */
  recurrent: readonly Tensor[];
  /** Passes a quantity on unchanged and notes its value (and, for "hidden" and "memory", ∂C of it). */
  see: (name: string, tensor: Tensor) => Tensor;
}

/** One sequence's numbers at one step, by the names under which the cell let them be seen; `units` numbers each. */
export type StepValues = Readonly<Record<string, Float32Array>>;

/** A recurrent cell: how the state of one step follows from the one before. */
export interface Cell {
  /** Its names for its gates, each with weights W (inputs × units), U (units × units) and biases of its own. */
  readonly gates: readonly string[];
  /** Whether a memory c_t runs beside h_t. */
  readonly hasMemory: boolean;
  /** The gate that says how much of the state is kept, if any. */
  readonly keepGate?: string;
  /** One step in TeX. */
  readonly tex: string;
  /** One step on tensors: h_t, and c_t (h_t again for cells without memory). */
  step(input: StepInput): { hidden: Tensor; memory: Tensor };
  /**
   * Jᵀv, v times the Jacobian ∂(h_t, c_t)/∂(h_{t−1}, c_{t−1}) of one sequence; just of ∂h_t/∂h_{t−1} for cells without memory.
   * @param now the step's numbers
   * @param before the numbers of the step before; zeros at the first
   * @param v units numbers for h, then units for c where there is one
   */
  pullback(
    now: StepValues,
    before: StepValues,
    recurrent: readonly Float32Array[],
    v: Float64Array,
  ): Float64Array;
  /** ∂h_t/∂c_t of one sequence, one factor per unit; only for cells with memory. */
  readout?(now: StepValues): number[];
}

/** Uᵀ z̄: what flows back to h_{t−1} from a gate's sum U h, of one sequence. */
export function timesTransposed(v: Float64Array, weights: Float32Array): Float64Array {
  const n = v.length;
  const product = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += v[j] * weights[k * n + j];
    product[k] = sum;
  }
  return product;
}
