import { LIMIT_SOURCE } from "../expected";
import type { FindingKind } from "../finding";
import { ratioBeyond } from "../gradient-ratio";

/** δ of lower layers is e³ ≈ 20 times smaller than the last hidden layer's, or less. */
export const vanishing: FindingKind = {
  source: LIMIT_SOURCE,
  find: (evidence) => ratioBeyond(evidence, -1),
};
