import type { ActivationChoice } from "../training/options";
import type { Machine } from "../training/result";
import type { Spread } from "../training/rounds";

/** What the norms of one net cost. */
export interface NormsPoint {
  width: number;
  depth: number;
  /** Time of a step with all norms ÷ time of one without. */
  ratio: Spread;
  /** Milliseconds of a step with all norms, and of one without. */
  norms: Spread;
  plain: Spread;
  /** Rounds that were repeated, because they were disturbed. */
  repeated: number;
  /** Seconds per step in each round. */
  rounds: Record<"norms" | "plain", number>[];
}

/** What `npm run bench -- norms` writes as JSON. */
export interface NormsResult {
  benchmark: "norms";
  date: string;
  machine: Machine;
  activation: ActivationChoice;
  points: NormsPoint[];
}
