import { requireBatchStatistics } from "../architecture/batch-statistics";
import {
  requireRoomForExamples,
  requireRoomForHistory,
  requireRoomForTraining,
} from "../architecture/memory";
import type { Net } from "../architecture/net";
import { requireDataset } from "../data/dataset";
import { openTraining } from "../engine/open-training";
import { PROBES, probeNames } from "../probes";
import { requireNet } from "../architecture/require-net";
import { trainingLoop } from "./loop";
import { planOf, ruleOf, type TrainOptions } from "./options";
import { emptyHistory, type Run, shownRun } from "./run";

/**
 * Trains a net and records loss, accuracy and every layer's gradient norms at every step.
 *
 * Jupyter's interrupt (SIGINT), `net.dispose()`, a loss that is not finite and a validation loss that no longer falls end
 * it early; the promise still resolves, with the history so far. The same net, data and seed give the same run, bit for
 * bit, on the same backend. There, where TensorFlow itself runs, blocks of up to 64 steps are one call (one step while
 * somebody listens by `net.onGradients`); `run.executor` says so, or why not.
 * @param begun is given the history when it begins, which is had so even if a listener ends the training by an error
 * @throws InvalidArgument before anything runs; what a listener throws, with all finished steps kept in net and history
 */
export async function runTraining(net: Net, options: TrainOptions, begun?: (run: Run) => void): Promise<Run> {
  requireNet("train net", net);
  const plan = planOf(options, {
    name: "train",
    seed: net.description.seed,
    batch: 128,
    probes: probeNames,
    requireData: (data) => requireDataset(data, net.description),
  });
  requireRoomForTraining(net.description, plan.optimizer);
  requireRoomForExamples("train batch", net.description, plan.batch);
  requireRoomForHistory("train steps", plan.steps, net.layers.length);
  requireBatchStatistics("train batch", net.description, plan.batch);
  const run: Run = shownRun({ ...emptyHistory(net.description), gradients: [], probes: [] });
  begun?.(run);
  return trainingLoop(
    {
      net,
      open: () => openTraining(net, ruleOf(plan)),
      record: ({ layers }) => void run.gradients.push(layers),
      tell: ({ layers, loss }, step) => net.notify({ source: "train", step, loss, layers }),
      probe({ layers }, step) {
        const { probes } = plan;
        const numbers = layers.map((layer) =>
          Object.fromEntries(probes.map((name) => [name, PROBES[name].measure(layer)])),
        );
        run.probes.push({ step, layers: numbers });
      },
    },
    plan,
    run,
  );
}
