import type { NetDescription } from "../architecture/description";
import type { LayerGradients } from "../architecture/hooks";
import { type BackendName, backend } from "../backend/backend";
import type { ProbeName } from "../probes";
import { inShort, shown } from "../shown";
import { Columns } from "./columns";
import type { Plan } from "./options";

/** Why a run ended. */
export type StopReason = "finished" | "interrupted" | "diverged" | "disposed" | "early" | "failed";

/** Numbers of each step or time step, or layer, over the recorded steps: in place of each number a column. */
export type OverSteps<Numbers> = {
  [Name in keyof Numbers]: Numbers[Name] extends number | undefined ? Float64Array : OverSteps<Numbers[Name]>;
};

/** One layer's gradient norms over the recorded steps: `weightNorm[i]` belongs to the step `run.steps[i]`. */
export interface LayerHistory extends OverSteps<Omit<LayerGradients, "layer">> {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  layer: number;
}

/** The looks at the validation data. */
export interface ValidationHistory {
  /** Steps done before each look. */
  steps: Float64Array;
  /** Mean loss over the validation data, in nats (or half squared error). */
  loss: Float64Array;
  /** The share that was classified rightly; NaN where there are no classes. */
  accuracy: Float64Array;
}

/** What the probes said. */
export interface ProbeHistory {
  /** Steps done before each look. */
  steps: Float64Array;
  /** From the first hidden layer to the output: at each look the number of each probe that was asked for. */
  layers: Partial<Record<ProbeName, Float64Array>>[];
}

/**
 * The history of a training, whatever was trained, in columns: `loss[i]` belongs to the step `steps[i]`.
 *
 * Every step is recorded, or one in `every`, until the columns would take more than 64 MB; then only every other one of
 * them stays, and so on. The last step always is.
 */
export interface TrainingHistory<Description> {
  /** The net that was trained. */
  description: Description;
  /** How many steps were taken. */
  stepsDone: number;
  /** The recorded steps, counted from 0. */
  steps: Float64Array;
  /** The batch's mean loss before each recorded step's update, in nats (or half squared error). */
  loss: Float64Array;
  /** The share of the batch predicted right before each recorded step's update; NaN where there are no classes. */
  accuracy: Float64Array;
  /** The looks at the validation data. */
  validation: ValidationHistory;
  /** Why it ended; "diverged" when the loss or a gradient was no longer a finite number in float32, or the last loss is a million times the first; "early" for lack of progress; "failed" by an error, such as a listener's. */
  stopped: StopReason;
  /** One sentence on the end, such as where it diverged. */
  message: string;
  /** How long it took. */
  seconds: number;
  /** What ran the tensors. */
  backend: BackendName;
  /** What ran the steps, and why: "graph", whole blocks of them in TensorFlow; "kernels", WebAssembly; or "reference", operation by operation. */
  executor: {
    /** What ran the steps. */
    name: "graph" | "kernels" | "reference";
    /** Why it did. */
    reason: string;
  };
}

/** The history of a training run. */
export interface Run extends TrainingHistory<NetDescription> {
  /** Every layer's gradient norms, from the first hidden layer to the output: `layers[0].weightNorm[i]` at step `steps[i]`. */
  layers: LayerHistory[];
  /** The probes that were asked for, at the steps when they were. */
  probes: ProbeHistory;
}

/** What the histories of one run grow by. */
export interface HistoryColumns {
  /** A row for each step. */
  steps: Columns;
  /** A row for each look at the validation data. */
  validation: Columns;
  /** A row for each look of the probes. */
  probes: Columns;
}

/** Columns that are to have a row wherever a plan asks for one. */
export const columnsOf = ({ every, probeEvery, validation }: Plan): HistoryColumns => ({
  steps: new Columns(every),
  validation: new Columns(validation?.every),
  probes: new Columns(probeEvery),
});

const LOSSES = ["steps", "loss", "accuracy"] as const;

/** The history of a run that has not begun, on the backend in use. */
export const emptyHistory = <Description>(
  description: Description,
  columns: HistoryColumns,
): TrainingHistory<Description> =>
  Object.assign(columns.steps.give({ description, stepsDone: 0 }, LOSSES), {
    validation: columns.validation.give({}, LOSSES),
    stopped: "finished" as const,
    message: "",
    seconds: 0,
    backend: backend().name,
    executor: { name: "reference" as const, reason: "the run has not begun" },
  });

/** A run that says in short how it went. */
export const shownRun = <Run extends TrainingHistory<unknown>>(run: Run): Run =>
  shown(run, ({ message, seconds, backend }) =>
    inShort("Run", `${message || "not ended yet."} ${seconds.toFixed(1)} s on ${backend}.`, run),
  );

/** The last loss of a run that diverged, as a multiple of the first. */
const AWAY = 1e6;

/**
 * Whether a run that took all its steps ended far above its start, though every number is finite.
 *
 * Noise of batches, a warm-up and a first overshoot raise a loss by a few powers of ten; a million times the start is none of
 * these. A net that was nearly right to begin with is compared with a loss of 1, for which it need not be far off.
 */
export const hasDiverged = ({ loss }: { loss: Float64Array }): boolean =>
  loss.at(-1)! >= AWAY * Math.max(1, loss[0]);

/** What a reader can do about a run that diverged. */
export const REMEDY = "Try a smaller learning rate, smaller weights, or clip.";

/** One sentence on how a run ended, and one on what is recorded of it where that is not every step. */
export function summary(
  { stopped, stepsDone, loss }: TrainingHistory<unknown>,
  { steps, stride, best }: { steps: number; stride: number; best?: { step: number; loss: number } },
): string {
  const ends = loss.length > 0 ? `, loss ${loss[0].toPrecision(4)} → ${loss.at(-1)!.toPrecision(4)}` : "";
  const done = `${stepsDone} of ${steps} steps${ends}`;
  const recorded = stride > 1 ? ` One step in ${stride} is recorded.` : "";
  if (stopped === "interrupted") return `Interrupted: ${done}.${recorded}`;
  if (stopped === "failed") return `Failed: ${done}.${recorded}`;
  if (stopped === "diverged") return `Diverged: ${done}. ${REMEDY}${recorded}`;
  if (stopped === "disposed") return `The net was disposed: ${done}.${recorded}`;
  if (stopped !== "early" || !best) return `${done}.${recorded}`;
  const lowest = `the validation loss was lowest (${best.loss.toPrecision(4)}) at step ${best.step}`;
  return `Stopped early: ${done}; ${lowest}.${recorded}`;
}
