import { digits } from "../../shown";
import type { FindingKind } from "../finding";

/** A loss that is no more than this has nothing to give a gradient for. */
const LEAST = 1e-3;

/** A tf.LayersModel that gets no gradient at all, at its output either, though its loss is not 0. */
export const noGradient: FindingKind = {
  source:
    "δ of the output layer is 0 in every digit: tfjs cuts probabilities at 10⁻⁷ before it takes their logarithm, beyond which a cross-entropy has no slope",
  find({ hidden, output, description, loss }) {
    if (description || output.log10Delta !== -Infinity || !(loss! > LEAST)) return undefined;
    return {
      says: `No gradient comes back at all: δ is exactly 0 in the output layer, though the loss is ${digits(loss!)}.`,
      layers: [...hidden, output].map(({ layer }) => layer),
      quantity: `‖δ‖ of ${output.called}`,
      value: 0,
      threshold: 0,
      remedies: [
        "smaller outputs before the softmax or sigmoid: smaller weights, normalization, standardized inputs",
        "a loss of logits: tf.losses.softmaxCrossEntropy on a last layer without activation",
      ],
    };
  },
};
