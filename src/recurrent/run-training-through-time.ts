import { requireRoomForCopies, requireRoomForHistory, requireRoomForSequences } from "../architecture/memory"; // prettier-ignore
import type { SequenceDataset } from "../data/dataset";
import { trainingLoop } from "../training/loop";
import { planOf, ruleOf, type TrainOptions } from "../training/options";
import { emptyHistory, shownRun, type TrainingHistory } from "../training/run";
import { cellOf } from "./cells";
import type { RecurrentDescription } from "./description";
import type { GateUpdate, TimeStepGradients } from "./hooks";
import { type RecurrentNet, requireRecurrent } from "./net";
import { RecurrentTraining } from "./recurrent-training";
import { requireSequences } from "./sequences";
import { type TimeStepProbeName, timeStepProbes, timeSteps } from "./time-steps";

/** What `trainRecurrent` takes: all that `train` takes, with sequences as data and probes of time steps. */
export interface RecurrentTrainOptions extends TrainOptions<SequenceDataset, TimeStepProbeName> {
  /** Sequences per update, 1 to the number of points; default 32, or all where there are fewer. */
  batch?: number;
  /** Probes to record besides the gradients; a Jacobian costs about steps × units³ operations in each of 4 sequences. */
  probes?: readonly TimeStepProbeName[];
}

/** What the probes said at one training step. */
export interface TimeStepProbePoint {
  /** The training step, counted from 0. */
  step: number;
  /** From the first time step to the last: the number of each probe that was asked for. */
  timeSteps: Partial<Record<TimeStepProbeName, number>>[];
}

/** The history of a recurrent net's training. */
export interface RecurrentRun extends TrainingHistory<RecurrentDescription> {
  /** Every time step's gradients in each training step: `gradients[step][t]`. */
  gradients: TimeStepGradients[][];
  /** Every gate's gradient norms and update in each training step: `gates[step][gate]`. */
  gates: GateUpdate[][];
  /** The norm of all parameters' gradients together in each training step, before clipping. */
  gradientNorm: number[];
  /** The probes that were asked for, at the training steps when they were. */
  probes: TimeStepProbePoint[];
}

/** Sequences whose Jacobians a probe multiplies out. */
const JACOBIANS = 4;
const REASON = "recurrent nets run operation by operation, unrolled over the time steps";

/**
 * Trains a recurrent net by backpropagation through all time steps and records the gradient at every one of them.
 *
 * Jupyter's interrupt (SIGINT), `net.dispose()`, a loss that is not finite and a validation loss that no longer falls end
 * it early; the promise still resolves, with the history so far. The same net, data and seed give the same run, bit for
 * bit, on the same backend.
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
  requireRoomForHistory("trainRecurrent steps", plan.steps, steps + gates);
  const sequences = plan.probes.some((name) => name.endsWith("Jacobian"))
    ? Math.min(JACOBIANS, plan.batch)
    : 0;
  const run: RecurrentRun = shownRun({
    ...emptyHistory(description),
    gradients: [],
    gates: [],
    gradientNorm: [],
    probes: [],
  });
  begun?.(run);
  return trainingLoop(
    {
      net,
      open: () => ({ session: new RecurrentTraining(net, ruleOf(plan)), reason: REASON }),
      record({ timeSteps, gates, gradientNorm }) {
        run.gradients.push(timeSteps);
        run.gates.push(gates);
        run.gradientNorm.push(gradientNorm);
      },
      tell({ timeSteps, gates, loss }, step) {
        net.notify({ source: "train", step, loss, timeSteps, gates });
      },
      probe(pass, step) {
        const reports = timeSteps(pass, sequences);
        const numbers = reports.map((report) =>
          Object.fromEntries(plan.probes.map((name) => [name, report[name]])),
        );
        run.probes.push({ step, timeSteps: numbers });
      },
    },
    plan,
    run,
  );
}
