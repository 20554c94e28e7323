import type { FindingKind } from "../finding";
import { dead } from "./dead";
import { exploding } from "./exploding";
import { identical } from "./identical";
import { noGradient } from "./no-gradient";
import { nonFinite } from "./non-finite";
import { offCentre } from "./off-centre";
import { saturated } from "./saturated";
import { stepTooLarge } from "./step-too-large";
import { stepTooSmall } from "./step-too-small";
import { vanishing } from "./vanishing";

/** What can be wrong, in the order in which it is told. */
export const FINDINGS = {
  nonFinite,
  noGradient,
  identical,
  vanishing,
  exploding,
  dead,
  saturated,
  offCentre,
  stepTooLarge,
  stepTooSmall,
} as const satisfies Record<string, FindingKind>;

/** The names of what `diagnose` looks for. */
export type FindingName = keyof typeof FINDINGS;
