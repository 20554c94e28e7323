import { counted, digits } from "../../shown";
import type { FindingKind } from "../finding";

/** NaN or infinite numbers, after which nothing else can be judged. */
export const nonFinite: FindingKind = {
  source: "float32 ends at 3.4·10³⁸ (IEEE 754)",
  find({ hidden, output }) {
    const broken = [...hidden, output].filter(({ nonFiniteShare }) => nonFiniteShare > 0);
    if (broken.length === 0) return undefined;
    const [first] = broken;
    const share = broken.reduce((most, { nonFiniteShare }) => Math.max(most, nonFiniteShare), 0);
    return {
      says: `Numbers are NaN or infinite in ${counted(broken.length, "layer")}, from ${first.called} on: up to ${digits(100 * share)} % of a layer's.`,
      layers: broken.map(({ layer }) => layer),
      quantity: "largest share of NaN and infinite numbers in a layer",
      value: share,
      threshold: 0,
      remedies: [
        "smaller weights: an init whose variance falls with the fan-in",
        "a smaller learning rate, or clipped gradients",
        "standardized inputs",
      ],
    };
  },
};
