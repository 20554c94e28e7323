import type { CompetitorName } from "./competitors";
import type { ActivationChoice, Cell } from "./options";
import type { Memory } from "./protocol";
import type { Spread } from "./rounds";

/** What a benchmark ran on. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryBytes: number;
  system: string;
  node: string;
}

/** What was measured of one competitor in one cell. */
export interface Measured {
  /** Milliseconds of one step. */
  step: Spread;
  /** Time ÷ PyTorch eager's; absent where that could not run. */
  ratio?: Spread;
  /** Milliseconds from initial weights to the first step's norms, in a process that has trained another net before. */
  firstStep: number;
  /** Milliseconds that a call of our `train` takes besides its steps. */
  start?: Spread;
  memory: Memory;
  /** The largest relative difference to our losses and norms. */
  largestDifference: number;
}

/** One net, and what every competitor that could run did with it. */
export interface CellResult extends Cell {
  goal?: number;
  measured: Partial<Record<CompetitorName, Measured>>;
  /** Why the others could not. */
  unavailable: Partial<Record<CompetitorName, string>>;
  /** Time ÷ JAX's. */
  overJax?: Spread;
  /** Rounds that were repeated, because a competitor was disturbed. */
  repeated: number;
  /** Seconds per step in each round. */
  rounds: Partial<Record<CompetitorName, number>>[];
}

/** What `npm run bench -- training` writes as JSON. */
export interface TrainingResult {
  benchmark: "training";
  date: string;
  machine: Machine;
  versions: Partial<Record<CompetitorName, string>>;
  activation: ActivationChoice;
  /** All competitors' losses and norms agreed over that many steps within that relative tolerance. */
  agreement: { steps: number; tolerance: number; floor: number };
  cells: CellResult[];
}
