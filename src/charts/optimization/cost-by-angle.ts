import { requireFields } from "../../errors";
import { type AngleSweep, ARRIVED } from "../../theory/optimization/angle-sweep";
import { counted } from "../../shown";
import { line } from "../parts/marks";
import { capital, type Figure, figure, logAxis, pretty, superscript, titled } from "../style/figure";
import { optimizerStyle } from "../style/optimizer-style";

/** What each optimizer leaves of the cost, over the angle by which the valley is turned against the weights. */
export function costByAngle(sweep: AngleSweep): Figure {
  requireFields("charts.costByAngle sweep", sweep, { angles: "list", runs: "list" }, "theory.angleSweep(…)");
  const { angles, runs, steps } = sweep;
  const data = runs.map(({ optimizer, left }) => {
    const { label, color } = optimizerStyle(optimizer);
    // Where the cost has arrived at its minimum for every purpose, the line stays on the floor.
    const drawn = left.map((share) => (Number.isFinite(share) ? Math.max(share, ARRIVED) : null));
    return line(label, angles, drawn, { color, mode: "lines+markers", customdata: left, hovertemplate: "%{x}°: %{customdata:.3g}" }); // prettier-ignore
  });
  const floored = runs.some(({ best }) => best.left < ARRIVED);
  const rates = runs.map(({ optimizer }) => optimizer.parameters["rate"]);
  const description = `Share of the cost left after ${counted(steps, "step")} at rate ${[...new Set(rates)].join(", ")}: ${runs.map(span).join("; ")}.`;
  return figure({ title: message(sweep), description }, data, {
    height: 480,
    xaxis: titled("angle of the valley, in degrees", { dtick: 15 }),
    yaxis: logAxis(`cost left ÷ cost at the start${floored ? `<br>(at least ${FLOOR} drawn)` : ""}`),
    legend: { y: -0.2 },
  });
}

type Run = AngleSweep["runs"][number];

const FLOOR = `10${superscript(Math.log10(ARRIVED))}`;
const share = (value: number): string => (value < ARRIVED ? `under ${FLOOR}` : pretty(value, 2));

function span({ optimizer, left, best, worst }: Run): string {
  const { label } = optimizerStyle(optimizer);
  const lost = left.filter((value) => value === Infinity).length;
  if (lost > 0) return `${label} diverges at ${lost} of ${counted(left.length, "angle")}`;
  return `${label} ${share(best.left)} at ${best.angle}° and at worst ${share(worst.left)} at ${worst.angle}°`;
}

/** The optimizer that the turn harms most, in its own numbers. */
function message({ runs, steps }: AngleSweep): string {
  const after = counted(steps, "step");
  if (runs.every(({ best }) => best.left === Infinity)) return `Every optimizer diverges within ${after}`;
  if (runs.every(({ worst }) => worst.left === 0))
    return "No optimizer leaves any cost,<br>however the valley is turned";
  const { optimizer, best, worst, harm } = runs.reduce((a, b) => (b.harm > a.harm ? b : a));
  if (harm < 1.01) return `After ${after} no optimizer minds<br>how the valley is turned`;
  const leaves = `${capital(optimizerStyle(optimizer).label)} leaves ${share(best.left)} of C at ${best.angle}°`;
  return harm === Infinity
    ? `${leaves},<br>but diverges at ${worst.angle}° (${after})`
    : `${leaves},<br>but ${share(worst.left)} of C at ${worst.angle}° (${after})`;
}
