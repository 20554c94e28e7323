import { hiddenShares } from "../../comparison/shares";
import type { Comparison, ComparisonRow } from "../../comparison/run-comparison";
import { InvalidArgument, requireKnownKeys } from "../../errors";
import { counted } from "../../shown";
import type { DeadLayer } from "../../theory/mean-field/dead-units";
import { rowsOf } from "../comparison/rows";
import { theoriesOfRows } from "../depth/theories";
import { legendAtBottom, onePerGroup } from "../parts/legend";
import { reference } from "../parts/marks";
import type { OneOrSeveral } from "../parts/results";
import { type Figure, figure, titled, wholeTicks, wrapped } from "../style/figure";
import { seriesColors } from "../style/series-style";
import { percent, shareAxis, shareBand } from "./shares";

const NAME = "charts.deadUnits";

/** What theory says of a row. */
interface Theory {
  /** From the first hidden layer to the last. */
  readonly layers: readonly DeadLayer[];
}

/**
 * The share of dead units in each hidden layer at initialization, for every net of a comparison: means over seeds, bands of a standard
 * deviation of a seed, and dashed what theory says.
 * @param comparison what `compare` gives
 * @param options.theory what `theory.deadUnits(net, data)` gives, by the names of rows
 * @throws InvalidArgument when there is no row or no hidden layer, or theory is for none of the rows
 */
export function deadUnits(comparison: Comparison, options: { theory?: OneOrSeveral<Theory> } = {}): Figure {
  requireKnownKeys(`${NAME} options`, options, ["theory"]);
  const rows = rowsOf(NAME, comparison, { reports: "list", name: "string" });
  if (rows.some(({ reports }) => !(reports[0]?.layers.length > 1)))
    throw new InvalidArgument(`${NAME} rows`, "must have a report each, of nets with a hidden layer", rows.map(({ name }) => name)); // prettier-ignore
  const names = rows.map(({ name }) => name);
  const theories = theoriesOfRows<Theory>(NAME, names, options.theory, "theory.deadUnits(net, data)"); // prettier-ignore
  const colors = seriesColors(names);
  const depth = Math.max(...rows.map(({ reports }) => reports[0].layers.length - 1));
  const data = rows.flatMap((row, i) => {
    const shares = hiddenShares(row, "deadShare");
    const theory = theories.get(row.name);
    const x = shares.mean.map((_, layer) => layer + 1);
    const predicted = theory?.layers.map(({ deadShare }) => deadShare);
    return [
      ...shareBand(row.name, x, shares, { color: colors[i], hover: `${row.name}, layer %{x}: %{y:.1%}<extra></extra>` }), // prettier-ignore
      ...(predicted ? [reference("theory (wide net)", predicted.map((_, layer) => layer + 1), predicted, { color: colors[i], legendgroup: "theory" })] : []), // prettier-ignore
    ];
  });
  return figure(words(rows, comparison.seeds.length), onePerGroup(data), {
    xaxis: titled("hidden layer", wholeTicks(depth)),
    yaxis: shareAxis("share of dead units"),
    legend: legendAtBottom,
  });
}

/** More rows than this are told by the two that differ most. */
const MOST_NAMED = 3;

function words(rows: readonly ComparisonRow[], seeds: number): { title: string; description: string } {
  const lasts = rows.map((row) => ({ name: row.name, share: hiddenShares(row, "deadShare").mean.at(-1)! }));
  const sorted = lasts.filter(({ share }) => Number.isFinite(share)).toSorted((a, b) => a.share - b.share);
  const said = ({ name, share }: { name: string; share: number }): string => `${percent(share, 2)} (${name})`;
  const told = sorted.length > MOST_NAMED ? [sorted[0], sorted.at(-1)!] : sorted;
  const title = `Dead units of the last hidden layer:<br>${wrapped(told.map(said), told === sorted ? "," : " to")}`;
  const description = `The share of dead units by layer, ${counted(rows.length, "net")} with ${counted(seeds, "seed")} each; in the last hidden layer ${lasts.map(said).join(", ")}.`; // prettier-ignore
  return { title, description };
}
