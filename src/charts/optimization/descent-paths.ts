import { InvalidArgument, requireFields, requireKnownKeys, requireList, requirePlace } from "../../errors";
import type { Descent } from "../../theory/optimization/descent";
import type { Landscape } from "../../theory/optimization/landscape";
import { contour } from "../parts/contour";
import { line } from "../parts/marks";
import { counted } from "../../shown";
import { type Figure, type Json, capital, figure, pretty, titled } from "../style/figure";
import { optimizerStyle } from "../style/optimizer-style";
import { sampled } from "../parts/sampled";
import { slider } from "../parts/slider";

/**
 * Descent paths over contour lines: a slider sets the learning rate, a menu chooses the optimizer.
 * @param descents one for every optimizer and rate, as `theory.descents` gives them
 * @param options.rate the rate that is shown first; default the lowest
 */
export function descentPaths(land: Landscape, descents: Descent[], options: { rate?: number } = {}): Figure {
  requireFields(
    "charts.descentPaths land",
    land,
    { levels: "list", minimum: "list", window: "list" },
    "theory.landscape(…)",
  );
  requireList(
    "charts.descentPaths descents",
    descents,
    { points: "list", costs: "list", optimizer: "object" },
    "theory.descents(…)",
  );
  requireKnownKeys("charts.descentPaths options", options, ["rate"]);
  if (descents.length === 0)
    throw new InvalidArgument("descentPaths descents", "must not be empty", descents);
  const rates = [...new Set(descents.map(rateOf))];
  const ground = contour(land);
  const names = [...new Set(descents.map(({ optimizer }) => optimizer.name))];
  const active = requirePlace("charts.descentPaths rate", options.rate ?? rates[0], rates);
  const moving = [...names, ...names].map((_, i) => i + ground.length);
  const runsAt = (rate: number): Descent[] =>
    names.map((name) => descents.find((run) => run.optimizer.name === name && rateOf(run) === rate)!);
  const shown = runsAt(rates[active]);
  const paths = shown.map((run, i) => pathTrace(run, i === 0));
  const ends = shown.map((run, i) => endTrace(run, land, i === 0));
  const stops = rates.map((rate) => ({
    label: `learning rate η = ${rate}`,
    data: [...runsAt(rate).map(pathData), ...runsAt(rate).map(endData)],
  }));
  const { sliders, frames } = slider(stops, { moving, active, top: 56 });
  const text = { title: message(land, descents), description: describe(shown) };
  return figure(text, [...ground, ...paths, ...ends], { ...layout(land, shown, moving), sliders }, frames);
}

const rateOf = ({ optimizer }: Descent): number => optimizer.parameters["rate"];

function pathTrace(run: Descent, visible: boolean): Json {
  const { label, color } = optimizerStyle(run.optimizer);
  const { x, y, customdata } = pathData(run);
  return line(label, x, y, { color, visible, customdata, mode: "lines+markers", marker: { size: 4 }, hovertemplate: "step %{customdata}: w₁ %{x:.3g}, w₂ %{y:.3g}" }); // prettier-ignore
}

function pathData(run: Descent): { x: number[]; y: number[]; customdata: number[] } {
  const steps = sampled(run.points.length, 50, 15);
  return {
    x: steps.map((step) => drawn(run.points[step][0])),
    y: steps.map((step) => drawn(run.points[step][1])),
    customdata: steps,
  };
}

/** The outcome in words, in the corner of the chart where no path ends. */
const endTrace = (run: Descent, { window }: Landscape, visible: boolean): Json => ({
  type: "scatter",
  mode: "text",
  visible,
  x: [window[0][1]],
  y: [window[1][0]],
  textposition: "top left",
  showlegend: false,
  hoverinfo: "skip",
  ...endData(run),
});

const endData = (run: Descent): Json => ({ text: [outcome(run)] });

/** Four digits are finer than a pixel, and what is within 10⁻⁹ of 0 is at 0: five optimizers at eight rates add up. */
const drawn = (value: number): number => (Math.abs(value) < 1e-9 ? 0 : Number(value.toPrecision(4)));

const place = (w: number[]): string => `(${w.map((value) => pretty(drawn(value))).join(", ")})`;

function outcome({ points, diverged }: Descent): string {
  const last = points.length - 1;
  return diverged
    ? `diverges within ${counted(last + 1, "step")}`
    : `at ${place(points[last])} after ${counted(last, "step")}`;
}

function layout({ window }: Landscape, shown: Descent[], moving: number[]): Json {
  const labels = shown.map(({ optimizer }) => optimizerStyle(optimizer).label);
  const choose = (label: string, paths: boolean[], ends: boolean[]): Json => ({
    label,
    method: "update",
    args: [{ visible: [...paths, ...ends] }, { showlegend: paths.every(Boolean) }, moving],
  });
  const one = labels.map((label) => {
    const only = labels.map((other) => other === label);
    return choose(label, only, only);
  });
  const all = choose("all of them", labels.map(() => true), labels.map(() => false)); // prettier-ignore
  return {
    height: 600,
    xaxis: titled("weight w₁", { range: window[0], showgrid: false }),
    yaxis: titled("weight w₂", { range: window[1], showgrid: false }),
    showlegend: false,
    legend: { x: 0.01, y: 0.01, xanchor: "left", yanchor: "bottom", bgcolor: "rgba(255,255,255,0.85)" },
    updatemenus: [
      { buttons: [...one, all], x: 0, xanchor: "left", y: 1.02, yanchor: "bottom", showactive: true },
    ],
  };
}

/** What the first optimizer achieves at its best rate: true wherever the slider and the menu stand. */
function message({ minimum }: Landscape, descents: Descent[]): string {
  const runs = descents.filter((run) => run.optimizer.name === descents[0].optimizer.name);
  const { label } = optimizerStyle(runs[0].optimizer);
  const left = ({ points, diverged }: Descent): number =>
    diverged ? Infinity : Math.hypot(...points.at(-1)!.map((w, i) => w - minimum[i]));
  const best = runs.reduce((a, b) => (left(b) < left(a) ? b : a));
  if (best.diverged) return `${capital(label)} diverges at every rate`;
  const [away, steps] = [left(best), counted(best.points.length - 1, "step")];
  const where = away > 0 && drawn(away) === 0 ? "less than 10⁻⁹" : pretty(away);
  return `At best ${label} ends ${where} away:<br>${steps}, the slider at η = ${rateOf(best)}`;
}

function describe(shown: Descent[]): string {
  const ends = shown.map((run) => {
    const cost = run.diverged ? "" : ` with cost ${pretty(run.costs.at(-1)!)}`;
    return `${optimizerStyle(run.optimizer).label} ${outcome(run)}${cost}`;
  });
  return `Contour lines of the cost with descent paths at learning rate ${rateOf(shown[0])}: ${ends.join("; ")}.`;
}
