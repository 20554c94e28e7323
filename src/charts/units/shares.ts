import { band, line } from "../parts/marks";
import { type Json, pretty, titled } from "../style/figure";

/** A share as a title has it: "12.3 %". */
export const percent = (share: number, digits = 3): string => `${pretty(100 * share, digits)} %`;

/** An axis of shares from 0 to 1, in percent. */
export const shareAxis = (text: string): Json => titled(text, { range: [-0.04, 1.04], tickformat: ".0%" });

/** Means over seeds as line and points, with the band around them; what is not finite leaves a gap. */
export function shareBand(
  name: string,
  x: readonly number[],
  shares: { readonly mean: number[]; readonly low: number[]; readonly high: number[] },
  { color, hover }: { color: string; hover: string },
): Json[] {
  const drawn = x.map((_, i) => i).filter((i) => Number.isFinite(shares.mean[i]));
  const [lower, upper] = [shares.low, shares.high].map((edge) => drawn.map((i) => edge[i]));
  const middle = shares.mean.map((share) => (Number.isFinite(share) ? share : null));
  const style = { color, width: 1.5, mode: "lines+markers", legendgroup: name, hovertemplate: hover };
  return [
    band(name, drawn.map((i) => x[i]), { lower, upper, color, legendgroup: name, showlegend: false }), // prettier-ignore
    line(name, x, middle, style),
  ];
}
