import type { FindingKind } from "../finding";
import { ratioBeyond } from "../gradient-ratio";

/** δ of lower layers is e³ ≈ 20 times smaller than the last hidden layer's, or less. */
export const vanishing: FindingKind = {
  source: "e⁶ in E δ², six depth scales 1/|ln χ₁|: Schoenholz et al. 2017, eq. 9 and figure 5",
  find: (evidence) => ratioBeyond(evidence, -1),
};
