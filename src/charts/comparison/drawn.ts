import { logBand } from "../parts/log-band";
import { scaleOfPowers } from "../parts/log-scale";
import { type Json, titled, wholeTicks } from "../style/figure";
import { shareAxis } from "../units/shares";
import { lineTraces } from "./lines";
import { pointTraces, type PublishedPoints } from "./published";
import type { View } from "./views";

const same = (value: number): number => value;
const SCALES = { linear: { at: same, axis: titled }, share: { at: same, axis: shareAxis } };

/** A view's traces and axes, on a scale that holds all of them. */
export function drawnOf(
  { label, bands, lines, x, logarithmic, isShare }: View,
  points: readonly PublishedPoints[] = [],
): { data: Json[]; xaxis: Json; yaxis: Json } {
  const all = [...bands.flatMap(({ mean, low, high }) => [mean, low, high]), ...[...lines, ...points].map(({ y }) => y)]; // prettier-ignore
  const scale = logarithmic ? scaleOfPowers(...all) : SCALES[isShare ? "share" : "linear"];
  // Whole numbers of layers; training steps are as Plotly has them.
  const ticks = x.includes("layer") ? wholeTicks(Math.max(...bands.flatMap((band) => band.x))) : {};
  return {
    data: [
      ...bands.flatMap((one) => logBand(one, scale)),
      ...lineTraces(lines, scale),
      ...pointTraces(points, scale),
    ],
    xaxis: titled(x, ticks),
    yaxis: scale.axis(label),
  };
}
