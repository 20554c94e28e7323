/** What the benchmark tells a worker, one JSON object a line. */
export type Command =
  /** `check`: makes the net and takes its first steps, before any `run`; `run`: that many further steps. */
  | { do: "check" | "run"; steps: number }
  /** Makes the net and takes as many steps as the last mark says, or those of `most` seconds; a process's only command. */
  | { do: "whole"; marks: number[]; most: number };

/** What a worker says once its libraries are loaded and have trained a shallow net. */
export interface Hello {
  /** Name and version of what it runs on. */
  version: string;
}

/** Bytes that a worker's process has held at most: before it made the net, and so far. */
export interface Memory {
  ready: number;
  peak: number;
}

/** What a net delivered: each step's loss before the update, and its norms ‖∂C/∂W¹‖, ‖∂C/∂b¹‖, ‖∂C/∂W²‖, … */
export interface Trace {
  losses: number[];
  norms: number[][];
}

/** The answer to `check`. */
export interface CheckReply extends Trace {
  /** From initial weights to the first step's norms: building, compiling, loading and one step. */
  firstSeconds: number;
  memory: Memory;
}

/** The answer to `whole`. */
export interface WholeReply {
  /** From the description to the last norm, for each mark; beyond the steps that were taken, at the pace of their second half. */
  seconds: number[];
  /** Steps that were taken. */
  taken: number;
}

/** The answer to `run`. */
export interface RunReply {
  /** What the steps took. */
  seconds: number;
  /** What their run took besides, where a run has a beginning of its own. */
  startSeconds?: number;
  memory: Memory;
}
