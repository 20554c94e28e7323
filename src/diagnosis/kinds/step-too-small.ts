import { digits } from "../../shown";
import type { FindingKind } from "../finding";
import { lossEnds } from "../loss-ends";

/** A hundredth of the rule of thumb. */
const LEAST = 1e-5;
/** How far a loss must have fallen to say that the steps do something. */
const FALL = 0.99;

/** Steps that change no layer's weights by more than a trifle, while the loss does not fall. */
export const stepTooSmall: FindingKind = {
  source:
    "a hundredth of the usual ‖ΔW‖ ÷ ‖W‖ of 10⁻³ a step (Karpathy, CS231n notes, Ratio of weights:updates), and a loss that falls by less than 1 %",
  find({ hidden, output, run, description }) {
    // Whether a model of any loss has something left to learn is not known.
    if (!run || !description || run.loss.length < 2) return undefined;
    const { begin, end } = lossEnds(run.loss);
    const layers = [...hidden, output];
    const most = layers.reduce((a, b) => (b.update! > a.update! ? b : a));
    if (!(most.update! < LEAST) || end < FALL * begin || isLearned(begin, description)) return undefined;
    return {
      says: `The step is too small: it changes no layer's weights by more than ${digits(most.update!)} of their size, and the loss stays at ${digits(end)}.`,
      layers: layers.map(({ layer }) => layer),
      quantity: `median ‖ΔW‖ ÷ ‖W‖ of ${most.called}, the largest`,
      value: most.update!,
      threshold: LEAST,
      remedies: [
        `a learning rate up to ${digits(10 ** Math.floor(Math.log10(1e-3 / most.update!)))} times larger`,
        "adam(1e-3), whose step does not shrink with the gradient",
      ],
    };
  },
};

/** Whether the loss is so low from the beginning that there is nothing left to learn: a tenth of a guess's. */
const isLearned = (loss: number, { loss: kind, outputs }: { loss: string; outputs: number }): boolean =>
  kind === "crossEntropy" && loss < 0.1 * Math.log(Math.max(2, outputs));
