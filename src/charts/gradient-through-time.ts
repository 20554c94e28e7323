import { requireFields, requireKnownKeys, requireNumberList } from "../errors";
import type { RecurrentReport } from "../recurrent/measure-recurrent";
import type { TimeStepReport } from "../recurrent/time-steps";
import { type Figure, figure, type Json, logAxis, palette, pretty, titled } from "./figure";
import { factorGoingBack, floorBelow, logSeries } from "./log-series";

/**
 * How much gradient reaches every time step, relative to the last: measured, as the norm of the exact Jacobian, and its bound.
 * @param options.theory `theory.recurrentBound(…)` for k = 0, 1, … steps back, drawn as a dashed line above the measurement
 */
export function gradientThroughTime(
  report: RecurrentReport,
  options: { theory?: readonly number[] } = {},
): Figure {
  requireFields(
    "charts.gradientThroughTime report",
    report,
    { steps: "list", description: "object" },
    "measureThroughTime(net, data)",
  );
  requireKnownKeys("charts.gradientThroughTime options", options, ["theory"]);
  const { theory } = options;
  if (theory !== undefined) requireNumberList("charts.gradientThroughTime theory", theory);
  const { steps } = report;
  const x = steps.map(({ step }) => step);
  const hidden = relative(steps.map(({ hiddenGradientRms }) => hiddenGradientRms));
  const bound = theory && x.map((step) => theory[steps.length - step] ?? NaN);
  const series = [
    ...(bound ? [{ name: "bound", values: bound, style: line(palette.vermillion, "dash") }] : []),
    ...jacobianSeries(steps),
    { name: "∂C/∂h, rms", values: hidden, style: { mode: "markers", marker: { color: palette.blue } } },
    ...memorySeries(steps),
  ];
  const floor = floorBelow(...series.map(({ values }) => values));
  const data = series.flatMap((each) => logSeries({ ...each, x, floor })).map(onSteps);
  const text = { title: message(hidden, theory), description: describeSteps(report, hidden, theory) };
  return figure(text, data, {
    xaxis: titled("time step t (the loss sees the last)"),
    yaxis: logAxis("gradient at t ÷ gradient at the end"),
    margin: { l: 80, r: 20, t: 86, b: 56 },
  });
}

/** The trace of zeros speaks of layers when pointed at, and here they are steps. */
const onSteps = (trace: Json): Json =>
  trace["hovertemplate"] ? { ...trace, hovertemplate: "step %{x}: exactly 0<extra></extra>" } : trace;

interface Series {
  name: string;
  values: number[];
  style: Json;
}

const line = (color: string, dash = "solid"): Json => ({ mode: "lines", line: { color, dash } });

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
    { name: "∂C/∂c, rms", values: gradients, style: { mode: "markers", marker: { color: palette.green } } },
    { name: "∏ f, the cell's direct path", values: paths, style: line(palette.green, "dot") },
  ];
}

function message(hidden: number[], theory?: readonly number[]): string {
  const factor = factorGoingBack(hidden);
  if (factor === undefined) return "Too few time steps with a gradient to see a trend";
  const verb = factor < 0.98 ? "shrinks" : factor > 1.02 ? "grows" : "keeps its size";
  const allowed = theory && theory.length > 1 ? `;<br>the bound allows ×${pretty(theory[1])}` : "";
  return `∂C/∂h ${verb} going back in time: ×${pretty(factor)} per step${allowed}`;
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
  return `Gradient through ${steps.length} time steps (${name}): at the first step ∂C/∂h has ${pretty(hidden[0])} times its size at the last${allowed}${memory}.`;
}
