import type { Ops } from "../../ops";

/** The state that one step leaves to the next, or what flows back to it: of h and, for cells with memory, of c. */
export interface CellState<T> {
  hidden: T;
  memory: T;
}

/** One step of a cell as it was written. */
export interface CellStep<T> {
  /** The gates, "hidden" and, for cells with memory, "memory", by these names; each size × units. */
  readonly seen: Readonly<Record<string, T>>;
  /**
   * Writes the way back through the step.
   * @param flow ∂C/∂h_t, and what flows to c_t from the next step
   * @param through notes ∂C/∂ of a gate's sum, and gives what flows from there to the state that its U is applied to, plus what
   * flows there already
   * @returns what flows to the state before, and all of ∂C/∂c_t, with what h_t brings
   */
  back(
    flow: CellState<T>,
    through: (gate: number, delta: T, plus?: T) => T,
  ): { before: CellState<T>; memory?: T };
}

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
  /**
   * Writes one step.
   * @param before h_{t−1} and c_{t−1}, size × units
   * @param sum writes a gate's W x_t + U s + b, for a state s
   */
  step<T>(g: Ops<T>, before: CellState<T>, sum: (gate: number, state: T) => T): CellStep<T>;
}
