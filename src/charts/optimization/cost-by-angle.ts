import { requireFields } from "../../errors";
import type { AngleSweep } from "../../theory/optimization/angle-sweep";
import { counted } from "../../shown";
import { type Figure, type Json, figure, logAxis, pretty, superscript, titled } from "../style/figure";
import { capitalized, optimizerStyle } from "../style/optimizer-style";

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
  const floored = runs.some(({ left }) => left.some((value) => value < FLOOR));
  const rates = runs.map(({ optimizer }) => optimizer.parameters["rate"]);
  const description = `Share of the cost left after ${counted(steps, "step")} at rate ${[...new Set(rates)].join(", ")}: ${runs.map((run) => span(run, angles)).join("; ")}.`;
  return figure({ title: message(sweep), description }, data, {
    height: 480,

    xaxis: titled("angle of the valley, in degrees", { dtick: 15 }),
    yaxis: logAxis(`cost left ÷ cost at the start${floored ? "<br>(at least 10⁻²⁰ drawn)" : ""}`),
    legend: { y: -0.2 },
  });
}

type Run = AngleSweep["runs"][number];

const share = (value: number): string =>
  value < FLOOR ? `under 10${superscript(Math.log10(FLOOR))}` : pretty(value, 2);

/** Places of the least and of the largest share. */
const ends = ({ left }: Run): [number, number] => [
  left.indexOf(Math.min(...left)),
  left.indexOf(Math.max(...left)),
];

function span(run: Run, angles: number[]): string {
  const { label } = optimizerStyle(run.optimizer);
  const lost = run.left.filter((value) => value === Infinity).length;
  if (lost > 0) return `${label} diverges at ${lost} of ${counted(angles.length, "angle")}`;
  const [least, most] = ends(run);
  return `${label} ${share(run.left[least])} at ${angles[least]}° and at worst ${share(run.left[most])} at ${angles[most]}°`;
}

/** How many times more an optimizer leaves at its worst angle than at its best. */
function harm({ left }: Run): number {
  const [least, most] = [Math.min(...left), Math.max(...left)];
  if (most === Infinity) return least === Infinity ? 1 : Infinity;
  return Math.max(most, FLOOR) / Math.max(least, FLOOR);
}

/** The optimizer that the turn harms most, in its own numbers. */
function message({ angles, runs, steps }: AngleSweep): string {
  const after = counted(steps, "step");
  const all = runs.flatMap(({ left }) => left);
  if (all.every((value) => value === Infinity)) return `Every optimizer diverges within ${after}`;
  if (all.every((value) => value === 0))
    return "No optimizer leaves any cost,<br>however the valley is turned";
  const most = runs.reduce((a, b) => (harm(b) > harm(a) ? b : a));
  if (harm(most) < 1.01) return `After ${after} no optimizer minds<br>how the valley is turned`;
  const name = capitalized(optimizerStyle(most.optimizer).label);
  const [least, worst] = ends(most);
  const best = `${name} leaves ${share(most.left[least])} of C at ${angles[least]}°`;
  return harm(most) === Infinity
    ? `${best},<br>but diverges at ${angles[worst]}° (${after})`
    : `${best},<br>but ${share(most.left[worst])} of C at ${angles[worst]}° (${after})`;
}
