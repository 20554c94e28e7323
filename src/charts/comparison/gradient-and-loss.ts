import type { Comparison } from "../../comparison/run-comparison";
import { requireKnownKeys } from "../../errors";
import { counted } from "../../shown";
import type { Predicted } from "../depth/profile";
import { theoriesOfRows } from "../depth/theories";
import { legendAtBottom, onePerGroup } from "../parts/legend";
import type { OneOrSeveral } from "../parts/results";
import { type Figure, figure } from "../style/figure";
import { drawnOf } from "./drawn";
import { endOf, factorOf } from "./outcome";
import { requireReports, requireRuns, rowsOf } from "./rows";
import { viewOf } from "./views";

const NAME = "charts.gradientAndLoss";

/**
 * What nets are like before training and what becomes of them, in two panels: rms δ per layer at initialization, and below it the
 * loss over the training, with that of equally likely classes. Lines are means of the logarithm over seeds, bands a standard deviation
 * of a seed around them.
 * @param comparison what `compare` gives with `training`
 * @param options.theory mean-field predictions by the rows' names, dashed, δ through the measured output layer
 * @throws InvalidArgument when it has no row, or one was not trained
 */
export function gradientAndLoss(
  comparison: Comparison,
  options: { theory?: OneOrSeveral<Predicted> } = {},
): Figure {
  requireKnownKeys(`${NAME} options`, options, ["theory"]);
  const rows = rowsOf(NAME, comparison, { reports: "list", runs: "list", name: "string" });
  requireReports(NAME, rows);
  requireRuns(NAME, rows);
  const theories = theoriesOfRows(NAME, rows.map(({ name }) => name), options.theory); // prettier-ignore
  const [above, below] = (["deltaRms", "loss"] as const).map((quantity) =>
    drawnOf(viewOf(quantity, rows, theories)),
  );
  const data = [...above.data, ...below.data.map((trace) => ({ ...trace, xaxis: "x2", yaxis: "y2" }))];
  const words = rows.map((row) => `${row.name}: δ ${factorOf(row)}, loss ${endOf(row)}`);
  return figure(
    {
      title: words.length > MOST_NAMED ? `${counted(rows.length, "net")}: δ per layer going back,<br>and the loss over the training` : words.join("<br>"), // prettier-ignore
      description: `${counted(rows.length, "net")} with ${counted(comparison.seeds.length, "seed")} each: factor of rms δ per layer going back, and the loss at the end. ${words.join("; ")}.`,
    },
    onePerGroup(data),
    {
      height: 620,
      xaxis: { ...above.xaxis, anchor: "y" },
      yaxis: { ...above.yaxis, domain: [0.58, 1] },
      xaxis2: { ...below.xaxis, anchor: "y2" },
      yaxis2: { ...below.yaxis, domain: [0, 0.4], anchor: "x2" },
      legend: legendAtBottom,
    },
  );
}

/** More nets than this are not told one by one in a title. */
const MOST_NAMED = 4;
