import type { ComparisonRow } from "../../comparison/run-comparison";
import { InvalidArgument, isList, requireList, requireObject } from "../../errors";
import { counted } from "../../shown";
import { dots, orGap } from "../parts/marks";
import { type Figure, figure, type Json, logAxis, palette, titled } from "../style/figure";
import { seriesStyles } from "../style/series-style";
import { endOf, factorOf, hasDiverged } from "./outcome";
import { requireReports, requireRuns } from "./rows";

const NAME = "charts.cures";

/** A net with what was tried on it. */
interface Patient {
  name: string;
  color: string;
  rows: readonly ComparisonRow[];
}

/**
 * What cured what: for every net of some comparisons the factor of rms δ per layer at initialization, and beside it the share of the
 * examples that it gets right after training, as means over seeds with a standard deviation of a seed; a cross where the training
 * diverged.
 * @param patients rows of comparisons by the name of what was to be cured: `{ "8 sigmoid layers": [...a.rows, ...b.rows] }`
 * @throws InvalidArgument when there is none, or a row was not trained
 */
export function cures(patients: Readonly<Record<string, readonly ComparisonRow[]>>): Figure {
  requireObject(`${NAME} patients`, patients);
  const names = Object.keys(patients);
  if (names.length === 0)
    throw new InvalidArgument(`${NAME} patients`, "must have rows of a comparison by a name", patients);
  const styles = seriesStyles(names);
  const found = names.map((name, i) => ({
    name,
    color: styles[i].color,
    rows: rowsOf(name, patients[name]),
  }));
  const ticks = placesOf(found);
  const data = found.flatMap((patient) => [factors(patient, ticks), shares(patient, ticks)]);
  const lines = ticks.length;
  return figure(
    {
      title: found.map(messageOf).join("<br>"),
      description: `What cured what. ${found.map(describe).join(" ")}`,
    },
    data,
    {
      height: 170 + 26 * lines,
      showlegend: false,
      xaxis: logAxis("δ per layer", { domain: [0, 0.46], tickvals: TICKS, ticktext: TICKS.map(String), tickangle: 0 }), // prettier-ignore
      xaxis2: titled("right, %", { domain: [0.54, 1], range: [-0.1, 1.1], tickvals: [0, 0.5, 1], ticktext: ["0", "50", "100"], tickangle: 0, anchor: "y" }), // prettier-ignore
      yaxis: titled("", {
        tickvals: ticks.map(({ y }) => y),
        ticktext: ticks.map(({ text }) => text),
        range: [0.4 - lines, 0.6],
        showgrid: false,
      }),
      shapes: [{ type: "line", x0: 1, x1: 1, y0: 0, y1: 1, yref: "paper", line: { color: palette.grey, width: 1.5, dash: "dot" } }], // prettier-ignore
    },
  );
}

/** Labels of the factor's axis. */
const TICKS = [0.1, 0.2, 0.5, 1, 2, 5];

function rowsOf(name: string, rows: readonly ComparisonRow[]): readonly ComparisonRow[] {
  const argument = `${NAME} ${name}`;
  if (!isList(rows)) throw new InvalidArgument(argument, "must be the rows of a comparison", rows);
  const all = Array.from(rows);
  const fields = { reports: "list", runs: "list", name: "string", factorPerLayer: "object", loss: "object", accuracy: "object" } as const; // prettier-ignore
  requireList(argument, all, fields, "compare(…).rows", 1);
  requireReports(argument, all);
  requireRuns(argument, all);
  // Of rows with one name, such as the broken net of every comparison, the first.
  return all.filter((row, i) => all.findIndex((other) => other.name === row.name) === i);
}

/** A line of the chart: a net, or the heading of a patient. */
interface Place {
  text: string;
  y: number;
  row?: ComparisonRow;
}

/** From the top down. */
function placesOf(patients: readonly Patient[]): Place[] {
  const lines = patients.flatMap(({ name, rows }) => [
    { text: `<b>${name}</b>` },
    ...rows.map((row) => ({ text: row.name, row })),
  ]);
  return lines.map((line, i) => ({ ...line, y: -i }));
}

const heightOf = (row: ComparisonRow, places: readonly Place[]): number =>
  places.find((place) => place.row === row)!.y;

const factors = ({ name, rows, color }: Patient, places: readonly Place[]): Json => {
  const [x, y] = [rows.map(({ factorPerLayer }) => orGap(factorPerLayer.mean)), rows.map((row) => heightOf(row, places))]; // prettier-ignore
  return dots(`${name}: δ per layer`, x, y, { color, text: rows.map((row) => `${row.name}: ${factorOf(row)}`), hovertemplate: "%{text}<extra></extra>" }); // prettier-ignore
};

function shares({ name, rows, color }: Patient, places: readonly Place[]): Json {
  const x = rows.map(({ accuracy }) => orGap(accuracy.mean));
  const spreads = rows.map(({ accuracy: { low, high } }) => (high - low) / 2 || 0);
  const text = rows.map((row) => `${row.name}: ${percent(row)} right, loss ${endOf(row)}`);
  return dots(`${name}: right at the end`, x, rows.map((row) => heightOf(row, places)), {
    color,
    symbol: rows.map((row) => (hasDiverged(row) ? "x" : "circle")),
    error_x: { type: "data", array: spreads, color, thickness: 1.5, width: 4 },
    text,
    hovertemplate: "%{text}<extra></extra>",
    xaxis: "x2",
  }); // prettier-ignore
}

const percent = ({ accuracy: { mean } }: ComparisonRow): string =>
  Number.isFinite(mean) ? `${(100 * mean).toFixed(0)} %` : "–";

/** How many of the nets got nine of ten right. */
const CURED = 0.9;

function messageOf({ name, rows }: Patient): string {
  const cured = rows.filter(({ accuracy }) => accuracy.mean >= CURED).length;
  return `${name}: ${cured} of ${rows.length} get 90 % right`;
}

const describe = ({ name, rows }: Patient): string =>
  `${name} (${counted(rows.length, "net")}): ${rows.map((row) => `${row.name}, δ ${factorOf(row)} per layer, ${percent(row)} right, loss ${endOf(row)}`).join("; ")}.`;
