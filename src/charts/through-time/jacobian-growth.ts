import { requireList } from "../../errors";
import type { JacobianGrowth } from "../../theory/through-time/jacobian-growth";
import { band, line, reference } from "../parts/marks";
import { legendAtBottom } from "../parts/legend";
import { type Figure, figure, ordered, pretty, titled, wrapped } from "../style/figure";

const NAME = "charts.jacobianGrowth";
/** How far the axis goes beyond the last step, where gains stand beside the ends of their lines. */
const ROOM = 1.22;

/**
 * How a small push grows, ln‖(∂h_T/∂h_0)v‖ against T, a line for each gain with a band of one standard deviation over the nets, and
 * the slope that mean field has for a wide net dashed beside it: the largest Lyapunov exponent.
 * @param growth what `theory.jacobianGrowth(…)` gives
 */
export function jacobianGrowth(growth: readonly JacobianGrowth[]): Figure {
  const fields = { gain: "number", steps: "list", logNorms: "list", spread: "list", exponent: "number", meanField: "number" } as const; // prettier-ignore
  requireList(`${NAME} growth`, growth, fields, "theory.jacobianGrowth(…)", 1);
  const data = growth.flatMap(({ gain, steps, logNorms, spread, meanField }, i) => {
    const color = ordered(growth.length === 1 ? 0 : i / (growth.length - 1));
    const [last, end] = [steps.at(-1)!, logNorms.at(-1)!];
    // Through the middle of the line, as a slope has no level.
    const middle = Math.floor((steps.length - 1) / 2);
    const level = logNorms[middle] - meanField * steps[middle];
    const edge = (sign: number): number[] => logNorms.map((log, k) => log + sign * spread[k]);
    return [
      band(`gain ${pretty(gain)}`, steps, { lower: edge(-1), upper: edge(1), color, showlegend: false }),
      line(`gain ${pretty(gain)}`, steps, logNorms, { color }),
      reference("mean field", [0, last], [level, level + meanField * last], { color, showlegend: i === 0 }),
      { type: "scatter", mode: "text", x: [last], y: [end], text: [` g = ${pretty(gain)}`], textposition: "middle right", cliponaxis: false, textfont: { color }, hoverinfo: "skip", showlegend: false }, // prettier-ignore
    ];
  });
  const slopes = growth.map(({ gain, exponent }) => `${pretty(exponent, 2)} (${pretty(gain)})`);
  const title = `Slope per step at each gain:<br>${wrapped(slopes)}`;
  const description = `ln of a small push over ${growth[0].steps.at(-1)} steps: ${growth.map(({ gain, exponent, meanField }) => `at gain ${pretty(gain)} a slope of ${pretty(exponent)} (mean field ${pretty(Number(meanField.toFixed(12)) + 0)})`).join("; ")}.`; // prettier-ignore
  return figure({ title, description }, data, {
    height: 480,
    xaxis: titled("time step T", {
      range: [0, ROOM * Math.max(...growth.map(({ steps }) => steps.at(-1)!))],
    }),
    yaxis: titled("ln‖(∂h<sub>T</sub>/∂h<sub>0</sub>) v‖"),
    legend: legendAtBottom,
  });
}
