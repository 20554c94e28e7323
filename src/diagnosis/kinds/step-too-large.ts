import { digits } from "../../shown";
import type { LayerEvidence } from "../evidence";
import type { FindingKind, Found } from "../finding";
import { LONG_ENOUGH, lossEnds } from "../loss-ends";

/** A hundred times the rule of thumb, step after step. */
const USUAL = 0.1;
/** One step that replaces the weights. */
const SINGLE = 1;
/** How much higher than at its beginning the loss may end. */
const RISE = 1.05;

const SMALLER = "a learning rate 3 to 10 times smaller";
const OF_NETS = [SMALLER, "clip: { norm: 1 }", "schedule: warmup({ steps })"];
const OF_MODELS = [SMALLER, "clipped gradients", "a rate that grows over the first steps"];

/** Steps that change weights by too large a share of themselves, or after which the loss is higher than before. */
export const stepTooLarge: FindingKind = {
  source:
    "a hundred times the usual ‖ΔW‖ ÷ ‖W‖ of 10⁻³ a step (Karpathy, CS231n notes, Ratio of weights:updates), or a step as large as the weights; or a loss that ends higher than it began",
  find({ hidden, output, run, description }) {
    if (!run) return undefined;
    const remedies = description ? OF_NETS : OF_MODELS;
    if (run.stopped === "diverged")
      return {
        says: `The step is too large: the run diverged. ${run.message}`,
        layers: [],
        quantity: "steps before the loss or a gradient was no longer finite",
        value: run.loss.length,
        threshold: Infinity,
        remedies,
      };
    const layers = [...hidden, output];
    const found =
      tooLarge(layers, "update", USUAL) ?? tooLarge(layers, "largestUpdate", SINGLE) ?? rise(run.loss);
    return found && { ...found, remedies };
  },
};

const WORDS = { update: ["median", "each time"], largestUpdate: ["largest", "in one of them"] } as const;

/** Layers whose usual or whose largest update is beyond a limit; weights that were 0 have no ratio. */
function tooLarge(
  layers: LayerEvidence[],
  which: keyof typeof WORDS,
  limit: number,
): Omit<Found, "remedies"> | undefined {
  const large = layers.filter((layer) => layer[which]! > limit && Number.isFinite(layer[which]));
  if (large.length === 0) return undefined;
  const worst = large.reduce((a, b) => (b[which]! > a[which]! ? b : a));
  const [statistic, when] = WORDS[which];
  return {
    says: `The steps are too large: ${when} the weights of ${worst.called} change by ${digits(100 * worst[which]!)} % of their size.`,
    layers: large.map(({ layer }) => layer),
    quantity: `${statistic} ‖ΔW‖ ÷ ‖W‖ of ${worst.called}`,
    value: worst[which]!,
    threshold: limit,
  };
}

function rise(loss: Float64Array): Omit<Found, "remedies"> | undefined {
  const { begin, end } = lossEnds(loss);
  if (loss.length < LONG_ENOUGH || !(end > RISE * begin)) return undefined;
  return {
    says: `The steps are too large: the loss rose from ${digits(begin)} to ${digits(end)}.`,
    layers: [],
    quantity: "mean loss of the last ÷ of the first tenth of the run",
    value: end / begin,
    threshold: RISE,
  };
}
