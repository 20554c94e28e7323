import type { ActivationChoice } from "../training/options";
import type { Machine } from "../training/result";
import type { Spread } from "../training/rounds";

/** Who listens to a net of this package, from nobody to who costs most; and to a tf.LayersModel of the same layers. */
export const LISTENERS = ["none", "every step", "every 10", "every 50, parameters", "every 10, parameters", "model", "model, every step", "model, every 10"] as const; // prettier-ignore
export type ListenerName = (typeof LISTENERS)[number];

/** Who nobody listens to, and so what a listener is compared with. */
export const aloneOf = (name: ListenerName): "none" | "model" =>
  name.startsWith("model") ? "model" : "none";
/** Those whom somebody listens to. */
export const HEARD = LISTENERS.filter((name) => name !== aloneOf(name));

/** What listeners of one net cost. */
export interface ListenersPoint {
  width: number;
  depth: number;
  /** Milliseconds of a step to which nobody listens. */
  milliseconds: Record<"none" | "model", Spread>;
  /** Time of a step ÷ time of one to which nobody listens. */
  ratios: Record<ListenerName, Spread>;
  /** Rounds that were repeated, because they were disturbed. */
  repeated: number;
  /** Seconds per step in each round. */
  rounds: Record<ListenerName, number>[];
}

/** What `npm run bench -- listeners` writes as JSON. */
export interface ListenersResult {
  benchmark: "listeners";
  date: string;
  machine: Machine;
  backend: string;
  activation: ActivationChoice;
  points: ListenersPoint[];
}
