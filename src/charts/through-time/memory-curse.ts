import { requireList } from "../../errors";
import type { MemoryCurse } from "../../theory/through-time/memory-curse";
import { dots, line } from "../parts/marks";
import { legendAtBottom } from "../parts/legend";
import { colorway, type Figure, figure, logAxis, pretty } from "../style/figure";

const NAME = "charts.memoryCurse";

/**
 * How strongly the state of a linear recurrence answers to its own λ, against 1 − λ on two logarithmic axes: closed forms as
 * lines, a long sequence as points.
 * @param curse what `theory.memoryCurse(…)` gives
 */
export function memoryCurse(curse: readonly MemoryCurse[]): Figure {
  const fields = { name: "string", lambdas: "list", expected: "list", measured: "list" } as const;
  requireList(`${NAME} curse`, curse, fields, "theory.memoryCurse(…)", 1);
  const data = curse.flatMap(({ name, lambdas, expected, measured }, i) => {
    const x = lambdas.map((lambda) => 1 - lambda);
    const color = colorway[i % colorway.length];
    return [
      line(name, x, expected, { color, legendgroup: name }),
      dots(`${name}, measured`, x, measured, { color, size: 8, legendgroup: name, showlegend: false }),
    ];
  });
  const [{ lambdas }] = curse;
  const span = `From λ = ${pretty(lambdas[0])} to ${pretty(lambdas.at(-1)!)}`;
  const growth = curse.map(({ name, expected }) => `×${pretty(expected.at(-1)! / expected[0], 2)} (${name})`);
  const title = `${span}:<br>${growth.join(",<br>")}`;
  const description = `Mean square of the derivative of the state by its own parameter. ${span} it grows ${growth.join(", ")}.`;
  return figure({ title, description }, data, {
    height: 500,
    xaxis: logAxis("1 − λ, 1 ÷ length of memory", { dtick: 1 }),
    yaxis: logAxis("mean square of dh/dλ (or dh/dν)", { dtick: 1 }),
    legend: legendAtBottom,
  });
}
