import { requireFields } from "../../errors";
import type { OddsCurve, OddsPoint } from "../../theory/logistic/odds-curve";
import { dots, line } from "../parts/marks";
import { type Figure, type Json, figure, palette, pretty, titled } from "../style/figure";
import { slider, type Stop } from "../parts/slider";

const MOST_ODDS = 20;

/** Odds and log-odds of a probability, one above the other; a slider moves the probability, first at the one asked for. */
export function oddsAndLogit(odds: OddsCurve): Figure {
  requireFields("charts.oddsAndLogit odds", odds, { curve: "list", points: "list", place: "number", opposite: "object" }, "theory.oddsCurve(probability)"); // prettier-ignore
  const { points, place: active } = odds;
  const stops = points.map(stopAt);
  const { sliders, frames } = slider(stops, { moving: [2, 3], active, top: 62 });
  const marks = ["y", "y2"].map((yaxis, i) => ({ ...dot, yaxis, ...stops[active].data[i] }));
  return figure(
    words(points[active], odds.opposite),
    [...curves(odds), ...marks],
    { ...panels, sliders },
    frames,
  );
}

const dot = dots("", [], [], { color: palette.vermillion, cliponaxis: false, hoverinfo: "skip" });

/** The marks at a probability; the odds' mark stays on the panel where they leave it. */
const stopAt = ({ probability: p, odds, logit }: OddsPoint): Stop => ({
  label: `p = ${pretty(p)}: odds ≈ ${pretty(odds)}, logit ≈ ${pretty(logit)}`,
  data: [
    { x: [p], y: [Math.min(odds, MOST_ODDS)] },
    { x: [p], y: [logit] },
  ],
});

/** Dense where the curves are steep. */
function curves({ curve }: OddsCurve): Json[] {
  const p = curve.map(({ probability }) => probability);
  return (["odds", "logit"] as const).map(
    (scale, i) =>
    line(scale, p, curve.map((point) => point[scale]), { color: palette.blue, yaxis: i === 0 ? "y" : "y2", hovertemplate: `p = %{x:.3f}: ${scale} %{y:.3f}<extra></extra>` }), // prettier-ignore
  );
}

const panels: Json = {
  height: 620,
  showlegend: false,
  // The rail of the slider runs from 0.01 to 0.99, and so does the axis.
  xaxis: titled("probability p", {
    range: [0.01, 0.99],
    anchor: "y2",
    tickvals: [0.1, 0.25, 0.5, 0.75, 0.9],
  }),
  yaxis: titled("odds p/(1 − p)", { domain: [0.54, 1], range: [-1, MOST_ODDS + 1] }),
  yaxis2: titled("logit ln(p/(1 − p))", { domain: [0, 0.44], range: [-5, 5], anchor: "x", zeroline: true, zerolinecolor: "#888" }), // prettier-ignore
  margin: { b: 128 },
};

function words(chosen: OddsPoint, opposite: OddsPoint): { title: string; description: string } {
  return {
    title: `Odds are unbounded above,<br>log-odds unbounded on both sides`,
    description:
      `Odds and log-odds against the probability: a probability of ${pretty(chosen.probability)} has odds ${pretty(chosen.odds)} and logit ${pretty(chosen.logit)}, ` +
      `one of ${pretty(opposite.probability)} has odds ${pretty(opposite.odds)} and logit ${pretty(opposite.logit)}; both curves grow without bound towards 1, and only the logit falls without bound towards 0.`,
  };
}
