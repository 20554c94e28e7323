import { requireFields } from "../errors";
import type { AngleSweep } from "../theory/angle-sweep";
import { type Figure, type Json, figure, logAxis, pretty, superscript, titled } from "./figure";
import { capitalized, optimizerStyle } from "./optimizer-style";

/** Shares below this are drawn at it: the cost has reached its minimum for every purpose. */
const FLOOR = 1e-20;

/** What each optimizer leaves of the cost, over the angle by which the valley is turned against the weights. */
export function costByAngle(sweep: AngleSweep): Figure {
  requireFields("charts.costByAngle sweep", sweep, { angles: "list", runs: "list" }, "theory.angleSweep(…)");
  const { angles, runs, steps } = sweep;
  const data = runs.map(({ optimizer, left }): Json => {
    const { label, color } = optimizerStyle(optimizer);
    return {
      type: "scatter",
      mode: "lines+markers",
      name: label,
      x: angles,
      y: left.map((share) => (Number.isFinite(share) ? Math.max(share, FLOOR) : null)),
      customdata: left,
      line: { color },
      hovertemplate: "%{x}°: %{customdata:.3g}",
    };
  });
  const rates = runs.map(({ optimizer }) => optimizer.parameters["rate"]);
  const description = `Share of the cost left after ${steps} steps at rate ${[...new Set(rates)].join(", ")}: ${runs.map((run) => span(run, angles)).join("; ")}.`;
  return figure({ title: message(sweep), description }, data, {
    height: 480,
    margin: { l: 80, r: 20, t: 76, b: 56 },
    xaxis: titled("angle of the valley, in degrees", { dtick: 15 }),
    yaxis: logAxis("cost left ÷ cost at the start"),
    legend: { orientation: "h", x: 0, xanchor: "left", y: -0.2, yanchor: "top" },
  });
}

type Run = AngleSweep["runs"][number];

/** The angle at which a run leaves most. */
const worst = ({ left }: Run): number => left.indexOf(Math.max(...left));

const share = (value: number): string =>
  value === Infinity
    ? "diverged"
    : value < FLOOR
      ? `under 10${superscript(Math.log10(FLOOR))}`
      : pretty(value, 2);

function span(run: Run, angles: number[]): string {
  const at = worst(run);
  return `${optimizerStyle(run.optimizer).label} ${share(run.left[0])} at 0° and at worst ${share(run.left[at])} at ${angles[at]}°`;
}

/** The optimizer that the turn harms most, in its own numbers. */
function message({ angles, runs, steps }: AngleSweep): string {
  const harm = (run: Run): number => Math.max(...run.left) / Math.max(run.left[0], FLOOR);
  const finite = runs.filter(({ left }) => left.every(Number.isFinite));
  if (finite.length === 0) return `Every optimizer diverges within ${steps} steps`;
  const most = finite.reduce((a, b) => (harm(b) > harm(a) ? b : a));
  const at = worst(most);
  const { label } = optimizerStyle(most.optimizer);
  if (harm(most) < 1.01) return `After ${steps} steps no optimizer minds<br>how the valley is turned`;
  return `${capitalized(label)} leaves ${share(most.left[0])} of C at 0°,<br>but ${share(most.left[at])} of C at ${angles[at]}° (${steps} steps)`;
}
