import { requireBatchStatistics } from "../architecture/batch-statistics";
import { requireRoomForExamples, requireRoomForTraining } from "../architecture/memory";
import type { NetDescription } from "../architecture/description";
import type { LayerGradients } from "../architecture/hooks";
import { type LayerParameters, LEARNED_BESIDES } from "../architecture/parameters";
import type { Net } from "../architecture/net";
import { type Dataset, requireDataset } from "../data/dataset";
import { openTraining } from "../engine/open-training";
import { PROBES, type ProbeName, probeNames } from "../probes";
import { requireNet } from "../architecture/require-net";
import { trainingLoop } from "./loop";
import { type Plan, planOf, ruleOf, type TrainOptions } from "./options";
import { columnsOf, emptyHistory, type HistoryColumns, type LayerHistory, type Run, shownRun } from "./run";

/** The norms of every layer that are recorded, themselves and as logarithms. */
const NORMS = ["weightNorm", "biasNorm", "deltaRms", "updateRatio"] as const;

/** They and those of what a layer learns besides weights and biases. */
const normsOf = (parameters: LayerParameters): readonly (keyof LayerGradients["log10"])[] => [
  ...NORMS,
  ...LEARNED_BESIDES.filter((name) => parameters[name]).map((name) => `${name}Norm` as const),
];

/**
 * The options of a net's training, checked and filled in.
 * @param name what the messages call it
 */
export const trainingPlan = (
  description: NetDescription,
  options: TrainOptions,
  name = "train",
): Plan<Dataset, ProbeName> =>
  planOf(options, {
    name,
    seed: description.seed,
    batch: 128,
    probes: probeNames,
    compiles: true,
    requireData: (data) => requireDataset(data, description),
  });

/**
 * Trains a net and records loss, accuracy and every layer's gradient norms at every step, or one in `every`.
 *
 * Jupyter's interrupt (SIGINT), `net.dispose()`, a loss that is not finite and a validation loss that no longer falls end
 * it early; the promise still resolves, with the history so far. The same net, data and seed give the same run, bit for
 * bit, on the same backend. There, where TensorFlow itself runs, blocks of up to 64 steps are one call, which end where a
 * listener of `net.onGradients` reads parameters; XLA compiles them where `compile` asks for it. `run.executor` says so, or why not.
 * @param begun is given the history when it begins, which is had so even if a listener ends the training by an error
 * @throws InvalidArgument before anything runs; what a listener throws, with all finished steps kept in net and history
 */
export async function runTraining(net: Net, options: TrainOptions, begun?: (run: Run) => void): Promise<Run> {
  requireNet("train net", net);
  const plan = trainingPlan(net.description, options);
  requireRoomForTraining(net.description, plan.optimizer);
  requireRoomForExamples("train batch", net.description, plan.batch);
  requireBatchStatistics("train batch", net.description, plan.batch);
  const columns = columnsOf(plan);
  const norms = net.parameters.map(normsOf);
  const run = shownRun(emptyRun(net, plan.probes, columns));
  begun?.(run);
  return trainingLoop(
    {
      net,
      open: () => openTraining(net, ruleOf(plan), plan.batch, plan.compile),
      numbers: ({ layers }) => numbersOf(layers, norms),
      tell(result, step) {
        if (net.observed) net.notify({ source: "train", step, loss: result.loss, layers: result.layers });
      },
      probe: ({ layers }) =>
        layers.flatMap((layer) => plan.probes.map((name) => PROBES[name].measure(layer))),
    },
    plan,
    { run, columns },
  );
}

/** A run with its columns, in the order of `numbersOf` and of the probes. */
function emptyRun(
  { description, layers, parameters }: Net,
  probes: readonly ProbeName[],
  columns: HistoryColumns,
): Run {
  const { steps, probes: looks } = columns;
  return Object.assign(emptyHistory(description, columns), {
    layers: layers.map(({ index }, l) => {
      const names = normsOf(parameters[l]);
      return Object.assign(steps.give({ layer: index }, names), { log10: steps.give({}, names) });
    }) as LayerHistory[],
    probes: Object.assign(looks.give({}, ["steps"]), { layers: layers.map(() => looks.give({}, probes)) }),
  });
}

/** The numbers of all layers' columns. In a loop: `flatMap` takes ten times as long, a tenth of a small net's step. */
function numbersOf(
  layers: readonly LayerGradients[],
  names: readonly (readonly (keyof LayerGradients["log10"])[])[],
): number[] {
  const row: number[] = [];
  layers.forEach((layer, l) => {
    for (const name of names[l]) row.push(layer[name]!);
    for (const name of names[l]) row.push(layer.log10[name]!);
  });
  return row;
}
