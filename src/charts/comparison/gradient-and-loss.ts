import type { Comparison } from "../../comparison/run-comparison";
import { requireKnownKeys } from "../../errors";
import { counted } from "../../shown";
import type { Predicted } from "../depth/profile";
import { theoriesOfRows } from "../depth/theories";
import { legendAtBottom, onePerGroup } from "../parts/legend";
import { logBand } from "../parts/log-band";
import { scaleOfPowers } from "../parts/log-scale";
import type { OneOrSeveral } from "../parts/results";
import { type Figure, figure, type Json, titled, wholeTicks } from "../style/figure";
import { endOf, factorOf } from "./outcome";
import { lineTraces } from "./lines";
import { requireReports, requireRuns, rowsOf } from "./rows";
import { type View, viewOf } from "./views";

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
  const [gradient, loss] = (["deltaRms", "loss"] as const).map((quantity) =>
    viewOf(quantity, rows, theories),
  );
  const [above, below] = [panelOf(gradient), panelOf(loss)];
  const layers = Math.max(...gradient.bands.flatMap(({ x }) => x));
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
      xaxis: { ...titled("layer (the last is the output)", wholeTicks(layers)), anchor: "y" },
      yaxis: { ...above.axis, domain: [0.58, 1] },
      xaxis2: { ...titled("training step"), anchor: "y2" },
      yaxis2: { ...below.axis, domain: [0, 0.4], anchor: "x2" },
      legend: legendAtBottom,
    },
  );
}

/** More nets than this are not told one by one in a title. */
const MOST_NAMED = 4;

/** A view's traces, and its axis. */
function panelOf({ label, bands, lines }: View): { data: Json[]; axis: Json } {
  const scale = scaleOfPowers(...bands.flatMap(({ mean, low, high }) => [mean, low, high]), ...lines.map(({ y }) => y)); // prettier-ignore
  return {
    data: [...bands.flatMap((one) => logBand(one, scale)), ...lineTraces(lines, scale)],
    axis: scale.axis(label),
  };
}
