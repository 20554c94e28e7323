import { digits } from "../../shown";
import type { FindingKind } from "../finding";

/** Drawn weights have no twins at all; half of them leave room for a few that were set by hand. */
const LIMIT = 0.5;

/** Hidden layers whose units are copies of each other, which gradient descent never tells apart. */
export const identical: FindingKind = {
  source:
    "units with the same weights and the same gradient get the same update at every step: Goodfellow et al. 2016, §8.4 (initial weights must break the symmetry between units)",
  find({ hidden, description }) {
    const copies = hidden.filter(({ identicalShare = 0 }) => identicalShare > LIMIT);
    if (copies.length === 0) return undefined;
    const worst = copies.reduce((a, b) => (b.identicalShare! > a.identicalShare! ? b : a));
    return {
      says: `Units are copies of each other: ${digits(100 * worst.identicalShare!)} % of ${worst.called}'s have the weights and the gradient of another one, and will learn the same.`,
      layers: copies.map(({ layer }) => layer),
      quantity: `share of units of ${worst.called} that are identical to another`,
      value: worst.identicalShare!,
      threshold: LIMIT,
      remedies: [
        description
          ? 'weights that are drawn: init: "xavierNormal", or "heNormal" for relu'
          : 'weights that are drawn: kernelInitializer: "glorotNormal", or "heNormal" for relu',
      ],
    };
  },
};
