import { InvalidArgument } from "../errors";
import type { Descent } from "../theory/descent";
import type { Landscape } from "../theory/landscape";
import { contour } from "./contour";
import { type Figure, type Json, figure, pretty, titled } from "./figure";
import { capitalized, optimizerStyle } from "./optimizer-style";
import { sampled } from "./sampled";
import { slider } from "./slider";

/**
 * Descent paths over contour lines: a slider sets the learning rate, a menu chooses the optimizer.
 * @param descents one for every optimizer and rate, as `theory.descents` gives them
 * @param options.rate the rate that is shown first; default the lowest
 */
export function descentPaths(land: Landscape, descents: Descent[], options: { rate?: number } = {}): Figure {
  if (descents.length === 0)
    throw new InvalidArgument("descentPaths descents", "must not be empty", descents);
  const rates = [...new Set(descents.map(rateOf))];
  const ground = contour(land);
  const names = [...new Set(descents.map(({ optimizer }) => optimizer.name))];
  const active = Math.max(0, rates.indexOf(options.rate ?? rates[0]));
  const moving = names.map((_, i) => i + ground.length);
  const runsAt = (rate: number): Descent[] =>
    names.map((name) => descents.find((run) => run.optimizer.name === name && rateOf(run) === rate)!);
  const shown = runsAt(rates[active]);
  const paths = shown.map((run, i) => ({ ...pathTrace(run), visible: i === 0 }));
  const stops = rates.map((rate) => ({
    label: `learning rate η = ${rate}`,
    data: runsAt(rate).map(pathData),
  }));
  const { sliders, frames } = slider(stops, { moving, active, top: 56 });
  const text = { title: message(shown[0]), description: describe(shown) };
  return figure(text, [...ground, ...paths], { ...layout(land, shown, moving), sliders }, frames);
}

const rateOf = ({ optimizer }: Descent): number => optimizer.parameters["rate"];

const pathTrace = (run: Descent): Json => ({
  type: "scatter",
  mode: "lines+markers+text",
  name: optimizerStyle(run.optimizer).label,
  line: { color: optimizerStyle(run.optimizer).color, width: 2 },
  marker: { size: 4 },
  textposition: "bottom center",
  hovertemplate: "step %{customdata}: w₁ %{x:.3g}, w₂ %{y:.3g}",
  ...pathData(run),
});

function pathData(run: Descent): Json {
  const steps = sampled(run.points.length, 50, 15);
  return {
    x: steps.map((step) => drawn(run.points[step][0])),
    y: steps.map((step) => drawn(run.points[step][1])),
    customdata: steps,
    text: [...steps.slice(1).map(() => ""), `step ${steps.at(-1)}: ${outcome(run)}`],
  };
}

/** Four digits are finer than a pixel, and what is within 10⁻⁹ of 0 is at 0: five optimizers at eight rates add up. */
const drawn = (value: number): number => (Math.abs(value) < 1e-9 ? 0 : Number(value.toPrecision(4)));

const outcome = ({ points }: Descent): string =>
  `(${points
    .at(-1)!
    .map((w) => tidy(w))
    .join(", ")})`;

function layout({ window }: Landscape, shown: Descent[], moving: number[]): Json {
  const labels = shown.map(({ optimizer }) => optimizerStyle(optimizer).label);
  const choose = (label: string, visible: boolean[], mode: string): Json => ({
    label,
    method: "update",
    args: [{ visible, mode }, { showlegend: visible.every(Boolean) }, moving],
  });
  const one = labels.map((label) => choose(label, labels.map((other) => other === label), "lines+markers+text")); // prettier-ignore
  const buttons = [...one, choose("all of them", labels.map(() => true), "lines+markers")]; // prettier-ignore
  return {
    height: 600,
    margin: { l: 60, r: 14, t: 120, b: 60 },
    xaxis: titled("weight w₁", { range: window[0], showgrid: false }),
    yaxis: titled("weight w₂", { range: window[1], showgrid: false }),
    showlegend: false,
    legend: { x: 0.01, y: 0.01, xanchor: "left", yanchor: "bottom", bgcolor: "rgba(255,255,255,0.85)" },
    updatemenus: [{ buttons, x: 0, xanchor: "left", y: 1.02, yanchor: "bottom", showactive: true }],
  };
}

function message(run: Descent): string {
  const { label } = optimizerStyle(run.optimizer);
  const [from, steps] = [run.points[0].map((w) => pretty(drawn(w))).join(", "), run.points.length - 1];
  const end = run.diverged
    ? `diverges within ${steps + 1} steps`
    : `is at ${outcome(run)} after ${steps} steps`;
  return `${capitalized(label)} with η = ${rateOf(run)}, from (${from}),<br>${end}`;
}

function describe(shown: Descent[]): string {
  const ends = shown.map((run) => {
    const where = run.diverged
      ? "diverges"
      : `ends at ${outcome(run)} with cost ${pretty(run.costs.at(-1)!)}`;
    return `${optimizerStyle(run.optimizer).label} ${where}`;
  });
  const steps = Math.max(...shown.map(({ points }) => points.length)) - 1;
  return `Contour lines of the cost with descent paths of ${steps} steps at learning rate ${rateOf(shown[0])}: ${ends.join("; ")}.`;
}
