import { requireKnownKeys, requireNumber } from "../../errors";
import { logit, odds } from "../../theory/logistic/odds";
import { dots, line } from "../parts/marks";
import { type Figure, type Json, figure, palette, pretty, titled } from "../style/figure";
import { slider, type Stop, stopsThrough } from "../parts/slider";

const STOPS = 99;
const MOST_ODDS = 20;

/**
 * Odds and log-odds of a probability, one above the other; a slider moves the probability.
 * @param options.probability where it starts, 0.01 to 0.99; default 0.9
 * @throws InvalidArgument when the probability is out of its range
 */
export function oddsAndLogit(options: { probability?: number } = {}): Figure {
  requireKnownKeys("oddsAndLogit options", options, ["probability"]);
  const p = requireNumber("oddsAndLogit probability", options.probability ?? 0.9, { min: 0.01, max: 0.99 });
  const { values, active } = stopsThrough(0.01, 0.99, STOPS, p);
  const stops = values.map(stopAt);
  const { sliders, frames } = slider(stops, { moving: [2, 3], active, top: 62 });
  const marks = ["y", "y2"].map((yaxis, i) => ({ ...dot, yaxis, ...stops[active].data[i] }));
  return figure(words(p), [...curves(), ...marks], { ...panels, sliders }, frames);
}

const dot = dots("", [], [], { color: palette.vermillion, cliponaxis: false, hoverinfo: "skip" });

/** The marks at a probability; the odds' mark stays on the panel where they leave it. */
function stopAt(p: number): Stop {
  return {
    label: `p = ${pretty(p)}: odds ≈ ${pretty(odds(p))}, logit ≈ ${pretty(logit(p))}`,
    data: [
      { x: [p], y: [Math.min(odds(p), MOST_ODDS)] },
      { x: [p], y: [logit(p)] },
    ],
  };
}

function curves(): Json[] {
  // Even steps of the logit: dense where the curves are steep.
  const p = Array.from({ length: 241 }, (_, i) => 1 / (1 + Math.exp(6 - i / 20)));
  const hover = (what: string): string => `p = %{x:.3f}: ${what} %{y:.3f}<extra></extra>`;
  return [
    line("odds", p, p.map(odds), { color: palette.blue, hovertemplate: hover("odds") }),
    line("logit", p, p.map(logit), { color: palette.blue, yaxis: "y2", hovertemplate: hover("logit") }),
  ];
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

function words(p: number): { title: string; description: string } {
  const values = `odds ${pretty(odds(p))} and logit ${pretty(logit(p))}`;
  return {
    title: `Odds are unbounded above,<br>log-odds unbounded on both sides`,
    description:
      `Odds and log-odds against the probability: a probability of ${pretty(p)} has ${values}, ` +
      `one of ${pretty(1 - p)} has odds ${pretty(odds(1 - p))} and logit ${pretty(logit(1 - p))}; both curves grow without bound towards 1, and only the logit falls without bound towards 0.`,
  };
}
