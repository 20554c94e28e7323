import { requireRoomForCopies, requireRoomForSequences } from "../architecture/memory";
import type { SequenceDataset } from "../data/dataset";
import { trainingLoop } from "../training/loop";
import { type Plan, planOf, ruleOf, type TrainOptions } from "../training/options";
import { columnsOf, emptyHistory, type HistoryColumns, type OverSteps, shownRun, type TrainingHistory } from "../training/run"; // prettier-ignore
import { cellOf } from "../engine/pass/cells";
import { onTwoThreads } from "../engine/threads";
import type { RecurrentDescription } from "./description";
import { heldOf } from "./held";
import type { GateUpdate, TimeStepGradients } from "./hooks";
import { type RecurrentNet, requireRecurrent } from "./net";
import { RecurrentTraining } from "./recurrent-training";
import { requireSequences } from "./sequences";
import { type TimeStepProbeName, timeStepProbes, timeSteps } from "./time-steps";

/** What `trainRecurrent` takes: all that `train` takes, with sequences as data and probes of time steps. */
export interface RecurrentTrainOptions extends Omit<
  TrainOptions<SequenceDataset, TimeStepProbeName>,
  "compile"
> {
  /** Sequences per update, 1 to the number of points; default 32, or all where there are fewer. */
  batch?: number;
  /** Probes to record besides the gradients; a Jacobian costs about steps × units³ operations in each of 4 sequences. */
  probes?: readonly TimeStepProbeName[];
}

/** One time step's gradients over the recorded training steps: `hiddenGradientRms[i]` belongs to `run.steps[i]`. */
export interface TimeStepHistory extends OverSteps<Omit<TimeStepGradients, "step">> {
  /** 1 for the first time step; the loss sees the last. */
  step: number;
}

/** One gate's gradient norms and update over the recorded training steps: `recurrentNorm[i]` belongs to `run.steps[i]`. */
export interface GateHistory extends OverSteps<Omit<GateUpdate, "gate">> {
  /** The gate's name, such as "forget"; "state" for the simple cell. */
  gate: string;
}

/** What the probes said of the time steps. */
export interface TimeStepProbeHistory {
  /** Training steps done before each look. */
  steps: Float64Array;
  /** From the first time step to the last: at each look the number of each probe that was asked for. */
  timeSteps: Partial<Record<TimeStepProbeName, Float64Array>>[];
}

/** The history of a recurrent net's training. */
export interface RecurrentRun extends TrainingHistory<RecurrentDescription> {
  /** Every time step's gradients, from the first to the last: `timeSteps[0].hiddenGradientRms[i]` at step `steps[i]`. */
  timeSteps: TimeStepHistory[];
  /** Every gate's gradient norms and update: `gates[0].recurrentNorm[i]` at step `steps[i]`. */
  gates: GateHistory[];
  /** The norm of all parameters' gradients together in each recorded step, before clipping. */
  gradientNorm: Float64Array;
  /** The probes that were asked for, at the training steps when they were. */
  probes: TimeStepProbeHistory;
}

/** Sequences whose Jacobians a probe multiplies out. */
const JACOBIANS = 4;
const REASON = "WebAssembly kernels run steps in float64, through all time steps and back";

/**
 * Trains a recurrent net by backpropagation through all time steps and records the gradient at every one of them,
 * at every training step or one in `every`.
 *
 * Jupyter's interrupt (SIGINT), `net.dispose()`, a loss that is not finite and a validation loss that no longer falls end
 * it early; the promise still resolves, with the history so far. The same net, data and seed give the same run, bit for
 * bit, on every backend.
 * @param begun is given the history when it begins, which is had so even if a listener ends the training by an error
 * @throws InvalidArgument before anything runs; what a listener throws, with all finished steps kept in net and history
 */
export async function runTrainingThroughTime(
  net: RecurrentNet,
  options: RecurrentTrainOptions,
  begun?: (run: RecurrentRun) => void,
): Promise<RecurrentRun> {
  requireRecurrent("trainRecurrent net", net);
  const { description } = net;
  const plan = planOf(options, {
    name: "trainRecurrent",
    seed: description.seed,
    batch: 32,
    probes: timeStepProbes(cellOf(description)),
    requireData: (data) => requireSequences(data, description),
  });
  const { length: gates } = cellOf(description).gates;
  const { steps } = plan.data;
  requireRoomForCopies("trainRecurrent optimizer", net.parameterCount, 3 + plan.optimizer.slots.length, plan.optimizer.name); // prettier-ignore
  requireRoomForSequences("trainRecurrent batch", { units: description.units, gates }, steps, plan.batch);
  const sequences = plan.probes.some((name) => name.endsWith("Jacobian"))
    ? Math.min(JACOBIANS, plan.batch)
    : 0;
  const extent = { size: plan.batch, steps };
  const opened = (): RecurrentTraining => heldOf("trainRecurrent batch", plan.batch, () => new RecurrentTraining(net, ruleOf(plan), extent, onTwoThreads)); // prettier-ignore
  const columns = columnsOf(plan);
  const run = shownRun(emptyRun(description, plan, columns));
  begun?.(run);
  return trainingLoop(
    {
      net,
      open: () => ({ session: opened(), reason: REASON }),
      numbers: ({ gradientNorm, gates, timeSteps }) => [
        gradientNorm,
        ...gates.flatMap((gate) => GATE_NORMS.map((name) => gate[name])),
        ...timeSteps.flatMap((step) => statesOf(description).map((name) => step[name]!)),
      ],
      tell({ timeSteps, gates, loss }, step) {
        net.notify({ source: "train", step, loss, timeSteps, gates });
      },
      probe: (pass) =>
        timeSteps(pass, sequences).flatMap((report) =>
          plan.probes.map((name) => report[name as TimeStepProbeName]!),
        ),
    },
    plan,
    { run, columns },
  );
}

const GATE_NORMS = ["recurrentNorm", "inputNorm", "updateRatio"] as const;

/** The gradients that a time step of such a cell has. */
const statesOf = (description: RecurrentDescription): ("hiddenGradientRms" | "memoryGradientRms")[] =>
  cellOf(description).hasMemory ? ["hiddenGradientRms", "memoryGradientRms"] : ["hiddenGradientRms"];

/** A run with its columns: the norm of all, every gate's, every time step's; and those of the probes. */
function emptyRun(
  description: RecurrentDescription,
  { data, probes }: Plan<SequenceDataset, TimeStepProbeName>,
  { steps, probes: looks, ...columns }: HistoryColumns,
): RecurrentRun {
  const times = Array.from({ length: data.steps }, (_, t) => t + 1);
  const history = emptyHistory(description, { steps, probes: looks, ...columns });
  return Object.assign(steps.give(history, ["gradientNorm"]), {
    gates: cellOf(description).gates.map((gate) => steps.give({ gate }, GATE_NORMS)),
    timeSteps: times.map((step) => steps.give({ step }, statesOf(description)) as TimeStepHistory),
    probes: Object.assign(looks.give({}, ["steps"]), { timeSteps: times.map(() => looks.give({}, probes)) }),
  });
}
