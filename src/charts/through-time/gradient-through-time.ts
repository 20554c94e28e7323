import { requireFields, requireKnownKeys, requireNumberList } from "../../errors";
import type { RecurrentReport } from "../../recurrent/measure-recurrent";
import type { TimeStepReport } from "../../recurrent/time-steps";
import { goingBack } from "../../numerics/geometric";
import { onePerGroup } from "../parts/legend";
import { logScale } from "../parts/log-scale";
import { logSeries } from "../parts/log-series";
import { trend } from "../parts/trend";
import { type Figure, figure, type Json, palette, pretty, timeAxis } from "../style/figure";

/** Above so many steps, markers are drawn small, so that they hide neither each other nor the lines. */
const CROWD = 60;

/**
 * How much gradient reaches every time step, relative to the last: measured, as the norm of the exact Jacobian, and its bound.
 * @param options.theory `theory.recurrentBound(…)` for k = 0, 1, … steps back, drawn as a dashed line above the measurement
 */
export function gradientThroughTime(
  report: RecurrentReport,
  options: { theory?: ArrayLike<number> } = {},
): Figure {
  requireFields(
    "charts.gradientThroughTime report",
    report,
    { steps: "list", description: "object" },
    "measureThroughTime(net, data)",
  );
  requireKnownKeys("charts.gradientThroughTime options", options, ["theory"]);
  const theory =
    options.theory === undefined
      ? undefined
      : requireNumberList("charts.gradientThroughTime theory", options.theory);
  const { steps } = report;
  const x = steps.map(({ step }) => step);
  const hidden = relative(steps.map(({ hiddenGradientRms }) => hiddenGradientRms));
  const bound = theory && x.map((step) => theory[steps.length - step] ?? NaN);
  const series = [
    ...jacobianSeries(steps),
    // Dashes on top of the line that may run along them.
    ...(bound ? [{ name: "bound", values: bound, style: line(palette.vermillion, "dash") }] : []),
    { name: "∂C/∂h, rms", values: hidden, style: points(palette.blue, steps.length) },
    ...memorySeries(steps),
  ];
  const scale = logScale(...series);
  const data = onePerGroup(series.flatMap((each) => logSeries({ ...each, x, scale, unit: "step" })));
  const text = { title: message(hidden, theory), description: describeSteps(report, hidden, theory) };
  return figure(text, data, {
    xaxis: timeAxis(steps.length),
    yaxis: scale.axis("gradient (last step: 1)"),
    height: 460,
    legend: { itemsizing: "constant" },
  });
}

interface Series {
  name: string;
  values: number[];
  style: Json;
}

const line = (color: string, dash = "solid"): Json => ({ mode: "lines", line: { color, dash } });

const points = (color: string, count: number): Json => ({
  mode: "markers",
  marker: { color, size: count > CROWD ? 3 : 6 },
});

/** Divided by the last value; as they are when that is 0. */
function relative(values: number[]): number[] {
  const last = values.at(-1)!;
  return last === 0 ? values : values.map((value) => value / last);
}

function jacobianSeries(steps: TimeStepReport[]): Series[] {
  if (steps[0].hiddenJacobian === undefined) return [];
  return [
    {
      name: "‖∂h<sub>T</sub>/∂h<sub>t</sub>‖₂",
      values: steps.map((step) => step.hiddenJacobian ?? 0),
      style: line(palette.grey),
    },
  ];
}

function memorySeries(steps: TimeStepReport[]): Series[] {
  if (steps[0].memoryGradientRms === undefined) return [];
  const gradients = relative(steps.map((step) => step.memoryGradientRms ?? 0));
  const paths = steps.map((step) => step.cellPath ?? 1);
  return [
    { name: "∂C/∂c, rms", values: gradients, style: points(palette.green, steps.length) },
    { name: "∏ f, the cell's direct path", values: paths, style: line(palette.green, "dot") },
  ];
}

function message(hidden: number[], theory?: readonly number[]): string {
  if (!Number.isFinite(hidden.at(-1)!)) return "The last step's gradient<br>is not a finite number";
  if (hidden.at(-1) === 0) return "The last step's gradient is 0:<br>nothing can flow back from there";
  const back = goingBack(hidden.map((value) => Math.log10(Math.abs(value))));
  if (back === undefined) return "Too few time steps with a gradient<br>to see a trend";
  const allowed = theory && theory.length > 1 ? `; the bound allows ×${pretty(theory[1])}` : "";
  return `∂C/∂h ${trend(back.factor, back.steps)} going back in time:<br>×${pretty(back.factor)} per step${allowed}`;
}

function describeSteps(
  { description, steps }: RecurrentReport,
  hidden: number[],
  theory?: readonly number[],
): string {
  const name = description.cell.toUpperCase();
  const at = theory?.[steps.length - 1];
  const allowed = at === undefined ? "" : `; the bound there is ${pretty(at)}`;
  const [first] = steps;
  const memory =
    first.cellPath === undefined ? "" : `; the cell's direct path keeps ${pretty(first.cellPath)}`;
  const last = hidden.at(-1)!;
  const measured =
    last === 0 || !Number.isFinite(last)
      ? `∂C/∂h is ${last === 0 ? "exactly 0" : "not finite"} at the last step`
      : `at the first step ∂C/∂h has ${pretty(hidden[0])} times its size at the last`;
  return `Gradient through ${steps.length} time steps (${name}): ${measured}${allowed}${memory}.`;
}
