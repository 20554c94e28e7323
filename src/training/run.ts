import type { NetDescription } from "../architecture/description";
import type { LayerGradients } from "../architecture/hooks";
import { type BackendName, backend } from "../backend/backend";
import type { ProbeName } from "../probes";
import { inShort, shown } from "../shown";

/** Why a run ended. */
export type StopReason = "finished" | "interrupted" | "diverged" | "disposed" | "early" | "failed";

/** A look at the validation data. */
export interface ValidationPoint {
  /** Steps done before the look. */
  step: number;
  /** Mean loss over the validation data, in nats (or half squared error). */
  loss: number;
  /** The share that was classified rightly; NaN where there are no classes. */
  accuracy: number;
}

/** What the probes said at one step. */
export interface ProbePoint {
  /** Steps done before the look. */
  step: number;
  /** From the first hidden layer to the output: the number of each probe that was asked for. */
  layers: Partial<Record<ProbeName, number>>[];
}

/** The history of a training, whatever was trained. */
export interface TrainingHistory<Description> {
  /** The net that was trained. */
  description: Description;
  /** The batch's mean loss before each update, in nats (or half squared error). */
  loss: number[];
  /** The share of the batch predicted right before each update; NaN where there are no classes. */
  accuracy: number[];
  /** The looks at the validation data. */
  validation: ValidationPoint[];
  /** Why it ended; "diverged" when the loss or a gradient was no longer a finite number in float32, "early" for lack of progress, "failed" by an error, such as a listener's. */
  stopped: StopReason;
  /** One sentence on the end, such as where it diverged. */
  message: string;
  /** How long it took. */
  seconds: number;
  /** What ran the tensors. */
  backend: BackendName;
  /** What ran the steps, and why: "graph", whole blocks of them in TensorFlow, or "reference", operation by operation. */
  executor: {
    /** What ran the steps. */
    name: "graph" | "reference";
    /** Why it did. */
    reason: string;
  };
}

/** The history of a training run. */
export interface Run extends TrainingHistory<NetDescription> {
  /** Every layer's gradient norms in each step: `gradients[step][layer]`. */
  gradients: LayerGradients[][];
  /** The probes that were asked for, at the steps when they were. */
  probes: ProbePoint[];
}

/** The history of a run that has not begun, on the backend in use. */
export const emptyHistory = <Description>(description: Description): TrainingHistory<Description> => ({
  description,
  loss: [],
  accuracy: [],
  validation: [],
  stopped: "finished",
  message: "",
  seconds: 0,
  backend: backend().name,
  executor: { name: "reference", reason: "the run has not begun" },
});

/** A run that says in short how it went. */
export const shownRun = <Run extends TrainingHistory<unknown>>(run: Run): Run =>
  shown(run, ({ message, seconds, backend }) =>
    inShort("Run", `${message || "not ended yet."} ${seconds.toFixed(1)} s on ${backend}.`, run),
  );

/** One sentence on how a run ended. */
export function summary({ stopped, loss, validation }: TrainingHistory<unknown>, steps: number): string {
  const ends = loss.length > 0 ? `, loss ${loss[0].toPrecision(4)} → ${loss.at(-1)!.toPrecision(4)}` : "";
  const done = `${loss.length} of ${steps} steps${ends}`;
  if (stopped === "interrupted") return `Interrupted: ${done}.`;
  if (stopped === "failed") return `Failed: ${done}.`;
  if (stopped === "disposed") return `The net was disposed: ${done}.`;
  if (stopped !== "early") return `${done}.`;
  const best = validation.reduce((a, b) => (b.loss < a.loss ? b : a));
  return `Stopped early: ${done}; the validation loss was lowest (${best.loss.toPrecision(4)}) at step ${best.step}.`;
}
