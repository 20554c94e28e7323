import { min, minIndex } from "../../numerics/summary";
import { requireKnownKeys, requireList, requireNumber } from "../../errors";
import type { RecurrentReport } from "../../recurrent/measure-recurrent";
import type { ForgetCurve } from "../../theory/through-time/forget-curves";
import { legendAtBottom } from "../parts/legend";
import { logScale } from "../parts/log-scale";
import { dots, line } from "../parts/marks";
import { slider } from "../parts/slider";
import { type Figure, figure, type Json, palette, pretty, titled } from "../style/figure";

const NAME = "charts.forgetBias";
/** The lowest size that is drawn. */
const LOWEST = 1e-6;

/**
 * What a forget gate's bias leaves of the cell's gradient, step by step back, with its half-life; a slider goes through the
 * biases, in the page, with no kernel.
 * @param curves what `theory.forgetCurves(…)` gives
 * @param options.measured reports of LSTMs that differ in their `forgetBias`: their mean ∏ f is drawn as points, where the bias is
 * one of the curves'
 * @param options.bias at which the slider starts: the nearest of the curves; default 1
 */
export function forgetBias(
  curves: readonly ForgetCurve[],
  options: { measured?: readonly Pick<RecurrentReport, "description" | "steps">[]; bias?: number } = {},
): Figure {
  const fields = { bias: "number", gate: "number", halfLife: "number", kept: "list" } as const;
  requireList(`${NAME} curves`, curves, fields, "theory.forgetCurves(…)", 1);
  requireKnownKeys(`${NAME} options`, options, ["measured", "bias"]);
  const { measured = [] } = options;
  requireList(`${NAME} measured`, measured, { description: "object", steps: "list" }, "measureThroughTime(lstm, data)"); // prettier-ignore
  const bias = requireNumber(`${NAME} bias`, options.bias ?? 1);
  const active = minIndex(curves, (curve) => Math.abs(curve.bias - bias));
  const drawn = curves.map((curve) => tracesOf(curve, measured));
  const { sliders, frames } = slider(
    curves.map((curve, i) => ({ label: labelOf(curve), data: drawn[i].map(({ x, y }) => ({ x, y })) })),
    { moving: drawn[active].map((_, i) => i), active, top: 62 },
  );
  const [first, last] = [curves[0], curves.at(-1)!];
  const end = ({ bias: b, halfLife }: ForgetCurve): string => `${pretty(halfLife)} steps (b = ${pretty(b)})`;
  const title = `Half-life of the cell's gradient:<br>${curves.length > 1 ? `from ${end(first)} to ${end(last)}` : end(first)}`;
  const description = `What is left of a cell's gradient going back: ${curves.map((curve) => `${labelOf(curve)}, after ${curve.kept.length - 1} steps ${pretty(curve.kept.at(-1)!)}`).join("; ")}.`; // prettier-ignore
  return figure({ title, description }, drawn[active], { ...layoutOf(curves), sliders }, frames);
}

/** Theory, the half-life, and what was measured: always three traces, so that a slider can move them. */
function tracesOf(
  { bias, halfLife, kept }: ForgetCurve,
  measured: readonly Pick<RecurrentReport, "description" | "steps">[],
): Json[] {
  const drawn = (values: readonly number[]): (number | null)[] => values.map((value) => (value >= LOWEST ? value : null)); // prettier-ignore
  const steps = measured.find(({ description }) => description.forgetBias === bias)?.steps ?? [];
  const paths = steps.map(({ cellPath }) => cellPath ?? 1).toReversed();
  return [
    line("σ(b)ᵏ", kept.map((_, k) => k), drawn(kept), { color: palette.green }), // prettier-ignore
    dots("half-life", [halfLife], [halfLife < kept.length ? 0.5 : null], { color: palette.vermillion, size: 12, symbol: "diamond" }), // prettier-ignore
    dots("∏ f, measured", paths.map((_, k) => k), drawn(paths), { color: palette.blue, size: 6 }), // prettier-ignore
  ];
}

const labelOf = ({ bias, gate, halfLife }: ForgetCurve): string =>
  `b = ${pretty(bias)}: σ(b) = ${pretty(gate)}, half-life ${pretty(halfLife)}`;

function layoutOf(curves: readonly ForgetCurve[]): Json {
  const steps = curves[0].kept.length - 1;
  const least = Math.max(LOWEST, min(curves.map(({ kept }) => kept.at(-1)!))!);
  const scale = logScale({ values: [least, 1] });
  const low = Math.log10(least);
  return {
    height: 520,
    xaxis: titled("steps back k", { range: [-0.02 * steps, 1.02 * steps] }),
    yaxis: scale.axis("share of the gradient", { range: [low - 0.1, 0.1] }),
    legend: legendAtBottom,
    margin: { b: 172 },
  };
}
