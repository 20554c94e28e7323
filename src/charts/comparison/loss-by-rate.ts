import { minIndex } from "d3-array";
import { type ByRate, byRate } from "../../comparison/by-rate";
import type { Comparison } from "../../comparison/run-comparison";
import { spreadOf } from "../../comparison/spread";
import { requireFields, requireList } from "../../errors";
import { counted } from "../../shown";
import { legendAtBottom } from "../parts/legend";
import { logBand } from "../parts/log-band";
import { logScale } from "../parts/log-scale";
import { seriesStyles } from "../style/series-style";
import { type Figure, figure, logAxis, pretty, sizeOf, wrapped } from "../style/figure";

const NAME = "charts.lossByRate";
/** A loss above this many times the first one has diverged, and is drawn there. */
const DIVERGED = 10;

/** The losses of one net at the end of its trainings, by the learning rate. */
interface Series {
  name: string;
  rates: number[];
  /** Base-10 logarithms. */
  mean: number[];
  low: number[];
  high: number[];
}

/**
 * The loss of the last step against the learning rate, of every net of a comparison: each is judged at its own best rate. Lines are
 * means of the logarithm over seeds, bands a standard deviation of a seed around them; a loss that has grown tenfold is cut there.
 * @param comparison what `compare` gives whose axes have optimizers of several rates, such as `optimizer: [sgd(0.1), sgd(1)]`
 * @throws InvalidArgument when no net was trained with two rates
 */
export function lossByRate(comparison: Comparison): Figure {
  requireFields(`${NAME} comparison`, comparison, { rows: "list", seeds: "list" }, "compare(…)");
  const { rows, seeds } = comparison;
  requireList(`${NAME} rows`, rows, { runs: "list", settings: "object", name: "string" }, "compare(…)", 1);
  const all = byRate(`${NAME} rows`, rows, 2).map(seriesOf);
  const styles = seriesStyles(all.map(({ name }) => name));
  const scale = logScale(...all.flatMap(({ mean: middle, low, high }) => [middle, low, high].map((log10) => ({ values: [], log10 })))); // prettier-ignore
  const data = all.flatMap(({ name, rates, ...edges }, i) => logBand({ name, ...styles[i], x: rates, markers: true, ...edges }, scale)); // prettier-ignore
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

function seriesOf({ name, rates, rows }: ByRate): Series {
  const ends = rows.map(({ runs }) => {
    const most = Math.log10(DIVERGED * Math.max(...runs.map(({ loss }) => loss[0])));
    // A run that left float32's range ended early, with a loss that is no number.
    return spreadOf(runs.map(({ loss }) => cut(Math.log10(loss[loss.length - 1]), most)));
  });
  const edge = (which: "mean" | "low" | "high"): number[] => ends.map((end) => end[which]);
  return { name, rates, mean: edge("mean"), low: edge("low"), high: edge("high") }; // prettier-ignore
}

const cut = (power: number, most: number): number => (power <= most ? power : most);

/** Where a net ends lowest, in words. */
function bestOf({ name, rates, mean }: Series): string {
  const best = minIndex(mean);
  return `${name} ${sizeOf(mean[best], 2)} (η ${pretty(rates[best])})`;
}
