import { digits } from "../../shown";
import type { FindingKind } from "../finding";

/** Means of three standard deviations: 9 of 10 parts of the mean square. */
const LIMIT = 0.9;

/** Inputs whose means are larger than what varies in them. */
export const offCentre: FindingKind = {
  source:
    "inputs should have mean 0, or a unit's weights can only grow and shrink together (LeCun et al. 1998, §4.3); ⁹⁄₁₀ are means of 3 standard deviations, where of a normal feature 1 in 700 values changes sign",
  find({ inputs }) {
    if (!inputs || !(inputs.meanShare > LIMIT)) return undefined;
    return {
      says: `The inputs are not centred: ${digits(100 * inputs.meanShare)} % of their mean square is that of the features' means.`,
      layers: [],
      quantity: "Σ mean² ÷ Σ mean square of the features",
      value: inputs.meanShare,
      threshold: LIMIT,
      remedies: ["standardize: true in fromCsv or fromArrays, standardized(table)"],
    };
  },
};
