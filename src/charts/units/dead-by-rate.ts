import { byRate } from "../../comparison/by-rate";
import type { Comparison } from "../../comparison/run-comparison";
import { type AfterTraining, asShares, deadAfterTraining } from "../../comparison/shares";
import { edgesOf } from "../../comparison/spread";
import { InvalidArgument } from "../../errors";
import { counted } from "../../shown";
import { rowsOf } from "../comparison/rows";
import { legendAtBottom, onePerGroup } from "../parts/legend";
import { dots, reference } from "../parts/marks";
import { menu } from "../parts/menu";
import {
  colorway,
  type Figure,
  figure,
  type Json,
  logAxis,
  pretty,
  wrapped,
  wholeLabels,
} from "../style/figure";
import { percent, shareAxis, shareBand } from "./shares";

const NAME = "charts.deadByRate";

/** What one kind of net came to, rate by rate. */
interface Series {
  name: string;
  color: string;
  rates: number[];
  after: AfterTraining[];
  accuracy: { mean: number; low: number; high: number }[];
}

/**
 * The share of hidden units that training leaves dead, over the learning rate; a menu switches to the share of the examples that is
 * predicted right. Means over the seeds that did not diverge, bands of a standard deviation; crosses where one diverged.
 * @param comparison what `compare({ optimizer: [sgd(0.1), sgd(1)], … }, …)` gives with `probes: ["deadShare"]`
 * @throws InvalidArgument when a net was not trained, or its training had no such probe
 */
export function deadByRate(comparison: Comparison): Figure {
  const fields = { reports: "list", runs: "list", accuracy: "object", settings: "object" } as const;
  const rows = rowsOf(NAME, comparison, fields);
  if (rows.some(({ runs }) => runs.some(({ probes }) => !probes.layers[0]?.deadShare)))
    throw new InvalidArgument(`${NAME} rows`, 'must be trained with probes: ["deadShare"]', rows.map(({ name }) => name)); // prettier-ignore
  const all = byRate(`${NAME} rows`, rows, 1).map(({ name, rates, rows: some }, i): Series => {
    const accuracy = some.map((row) => row.accuracy);
    return { name, rates, color: colorway[i % colorway.length], after: deadAfterTraining(some), accuracy };
  });
  const label = ["dead share of the hidden units", "share of the examples predicted right"];
  const views = [
    { label: label[0], title: ofDead(all), data: all.flatMap((one) => deadTraces(one)) },
    { label: label[1], title: ofAccuracy(all), data: all.flatMap(({ name, color, rates, accuracy }) => shareBand(name, rates, asShares(edgesOf(accuracy)), { color, hover: `${name}, η = %{x}: %{y:.1%}<extra></extra>` })) }, // prettier-ignore
  ].map((view, i) => ({ ...view, data: onePerGroup(view.data), changes: { "yaxis.title.text": label[i] } }));
  const { data, updatemenus } = menu(views);
  const description = `${counted(all[0].rates.length, "learning rate")} from ${pretty(all[0].rates[0])} to ${pretty(all[0].rates.at(-1)!)}. ${views.map(({ title }) => title.replaceAll("<br>", " ")).join(". ")}.`; // prettier-ignore
  return figure({ title: views[0].title, description }, data, {
    xaxis: logAxis(
      "learning rate η",
      wholeLabels(Math.log10(all[0].rates[0]), Math.log10(all[0].rates.at(-1)!)),
    ),
    yaxis: shareAxis(label[0]),
    updatemenus,
    legend: legendAtBottom,
  });
}

function deadTraces({ name, color, rates, after }: Series): Json[] {
  const curve = shareBand(name, rates, asShares(edgesOf(after.map(({ dead }) => dead))), { color, hover: `${name}, η = %{x}: %{y:.1%}<extra></extra>` }); // prettier-ignore
  const lost = rates.flatMap((rate, i) => (after[i].diverged > 0 ? [{ rate, text: `${name}, η = ${pretty(rate)}: ${counted(after[i].diverged, "seed")} diverged` }] : [])); // prettier-ignore
  const ends = [rates[0], rates.at(-1)!];
  const born = reference("at birth", ends, ends.map(() => after[0].born), { color, dash: "dot", legendgroup: "at birth" }); // prettier-ignore
  if (lost.length === 0) return [...curve, born];
  const crosses = dots("diverged", lost.map(({ rate }) => rate), lost.map(() => 1), { color, symbol: "x-thin", legendgroup: `${name} diverged`, showlegend: false, text: lost.map(({ text }) => text), hovertemplate: "%{text}<extra></extra>" }); // prettier-ignore
  const marker = { ...(crosses["marker"] as Json), line: { width: 2, color } };
  return [...curve, born, { ...crosses, marker }];
}

/** The largest share of each series, and where; and at how many rates seeds diverged. */
function ofDead(all: readonly Series[]): string {
  const parts = all.map(({ name, rates, after }) => {
    const known = after.map(({ dead }, i) => ({ share: dead.mean, rate: rates[i] })).filter(({ share }) => Number.isFinite(share)); // prettier-ignore
    if (known.length === 0) return `${name}: all diverged`;
    const worst = known.reduce((a, b) => (b.share > a.share ? b : a));
    return worst.share > 0
      ? `${percent(worst.share, 2)} (${name}, η = ${pretty(worst.rate)})`
      : `none (${name})`;
  });
  const lost = all.flatMap(({ name, after }) => {
    const diverged = after.filter((one) => one.diverged > 0).length;
    return diverged > 0 ? [`<br>Diverged (${name}): ${diverged} of ${counted(after.length, "rate")}`] : [];
  });
  return `Most dead units after training:<br>${wrapped(parts)}${lost.join("")}`;
}

/** What is right at the highest rate. */
function ofAccuracy(all: readonly Series[]): string {
  const parts = all.map(({ name, rates, accuracy }) => `${name} ${percent(accuracy.at(-1)!.mean, 2)} (η = ${pretty(rates.at(-1)!)})`); // prettier-ignore
  return `Right at the highest rate:<br>${wrapped(parts)}`;
}
