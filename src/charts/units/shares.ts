import type { Spreads } from "../../comparison/spread";
import { logBand } from "../parts/log-band";
import { type Json, pretty, titled } from "../style/figure";

/** A share as a title has it: "12.3 %". */
export const percent = (share: number, digits = 3): string => `${pretty(100 * share, digits)} %`;

/** An axis of shares from 0 to 1, in percent. */
export const shareAxis = (text: string): Json => titled(text, { range: [-0.04, 1.04], tickformat: ".0%" });

/** Means over seeds as line and points, with the band around them; what is not finite leaves a gap. */
export const shareBand = (
  name: string,
  x: readonly number[],
  shares: Spreads,
  { color, hover }: { color: string; hover: string },
): Json[] => logBand({ name, x, ...shares, color, hover, markers: true }, { at: (share) => share });
