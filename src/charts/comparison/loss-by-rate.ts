import { minIndex } from "../../numerics/summary";
import { type ByRate, byRate } from "../../comparison/by-rate";
import type { Comparison } from "../../comparison/run-comparison";
import { lossAtTheEnd } from "../../comparison/over-seeds";
import type { Spreads } from "../../comparison/spread";
import { counted } from "../../shown";
import { legendAtBottom } from "../parts/legend";
import { logBand } from "../parts/log-band";
import { scaleOfPowers } from "../parts/log-scale";
import { rowsOf } from "./rows";
import { seriesStyles } from "../style/series-style";
import { type Figure, figure, logAxis, pretty, sizeOf, wrapped } from "../style/figure";

const NAME = "charts.lossByRate";

/** The losses of one net at the end of its trainings, by the learning rate, as base-10 logarithms. */
type Series = Pick<ByRate, "name" | "rates"> & Spreads;

/**
 * The loss of the last step against the learning rate, of every net of a comparison: each is judged at its own best rate. Lines are
 * means of the logarithm over seeds, bands a standard deviation of a seed around them; a loss that has grown tenfold is cut there.
 * @param comparison what `compare` gives whose axes have optimizers of several rates, such as `optimizer: [sgd(0.1), sgd(1)]`
 * @throws InvalidArgument when no net was trained with two rates
 */
export function lossByRate(comparison: Comparison): Figure {
  const rows = rowsOf(NAME, comparison, { runs: "list", settings: "object", name: "string" });
  const { seeds } = comparison;
  const all = byRate(`${NAME} rows`, rows, 2).map((net): Series => ({ ...net, ...lossAtTheEnd(net.rows) }));
  const styles = seriesStyles(all.map(({ name }) => name));
  const scale = scaleOfPowers(...all.flatMap(({ mean, low, high }) => [mean, low, high]));
  const data = all.flatMap(({ name, rates, mean, low, high }, i) => logBand({ name, ...styles[i], x: rates, markers: true, mean, low, high }, scale)); // prettier-ignore
  const best = all.map(bestOf);
  const tickvals = [...new Set(all.flatMap(({ rates }) => rates))].toSorted((a, b) => a - b);
  return figure(
    {
      title: `Lowest loss, each at its own best rate:<br>${wrapped(best)}`,
      description: `${counted(all.length, "net")} with ${counted(seeds.length, "seed")} each: the loss of the last step, lowest of ${best.join("; ")}.`,
    },
    data,
    {
      xaxis: logAxis("learning rate η", { tickvals, ticktext: tickvals.map((rate) => pretty(rate)) }),
      yaxis: scale.axis("loss of the last step"),
      legend: legendAtBottom,
    },
  );
}

/** Where a net ends lowest, in words. */
function bestOf({ name, rates, mean }: Series): string {
  const best = minIndex(mean, (value) => value);
  return `${name} ${sizeOf(mean[best], 2)} (η ${pretty(rates[best])})`;
}
