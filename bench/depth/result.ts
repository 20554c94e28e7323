import type { ActivationChoice } from "../training/options";
import type { Memory } from "../training/protocol";
import type { Machine } from "../training/result";
import type { Spread } from "../training/rounds";

/** What one net cost. */
export interface DepthPoint {
  width: number;
  depth: number;
  /** Milliseconds of one step. */
  step: Spread;
  /** Milliseconds from initial weights to the first step's norms, in a process that has trained another net before. */
  firstStep: number;
  memory: Memory;
  /** Seconds per step in each round. */
  rounds: number[];
}

/** What `npm run bench -- depth` writes as JSON. */
export interface DepthResult {
  benchmark: "depth";
  date: string;
  machine: Machine;
  version: string;
  activation: ActivationChoice;
  points: DepthPoint[];
}
