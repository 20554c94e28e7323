import { requireNumberList } from "../../errors";
import type { Sharpness } from "../../theory/optimization/sharpness";
import { legendAtBottom } from "../parts/legend";
import { line, reference } from "../parts/marks";
import { type OneOrSeveral, resultsOf } from "../parts/results";
import { colorway, type Figure, figure, pretty, titled, wrapped } from "../style/figure";

const NAME = "charts.sharpness";

/**
 * The sharpness along paths of gradient descent, a line each, over the steps; dotted, in the same colour, 2/η, above which descent
 * cannot stay.
 * @param paths what `theory.sharpness` gives; several by their names: `{ "η = 0.1": s1, "η = 0.2": s2 }`
 */
export function sharpness(paths: OneOrSeveral<Sharpness>): Figure {
  const fields = { steps: "list", sharpness: "list", rate: "number", limit: "number" } as const;
  const found = resultsOf(`${NAME} paths`, paths, "steps", { fields, from: "theory.sharpness(cost, path)" });
  for (const { name, result } of found) {
    requireNumberList(`${NAME} ${name} steps`, result.steps, { least: 1 });
    requireNumberList(`${NAME} ${name} sharpness`, result.sharpness, { least: result.steps.length });
  }
  const longest = Math.max(...found.map(({ result }) => result.steps.at(-1)!));
  const data = found.flatMap(({ name, result }, i) => {
    const color = colorway[i % colorway.length];
    const label = name || `η = ${pretty(result.rate)}`;
    return [
      line(label, result.steps, result.sharpness, { color, legendgroup: label }),
      reference(`2/η, ${label}`, [0, longest], [result.limit, result.limit], { color, dash: "dot", legendgroup: label, showlegend: false }), // prettier-ignore
    ];
  });
  const words = found.map(({ name, result }) => `${name || `η = ${pretty(result.rate)}`}: ${pretty(result.sharpness.at(-1)!)} (2/η ${pretty(result.limit)})`); // prettier-ignore
  return figure(
    {
      title: `Sharpness at the end:<br>${wrapped(words, ";")}`,
      description: `Largest eigenvalue of the Hessian along gradient descent. ${found.map(({ result }, i) => `${words[i]}, from ${pretty(result.sharpness[0])} at the start, at most ${pretty(Math.max(...result.sharpness))}`).join("; ")}.`,
    },
    data,
    {
      xaxis: titled("step of gradient descent"),
      yaxis: titled("sharpness: largest curvature", { rangemode: "tozero" }),
      legend: legendAtBottom,
    },
  );
}
