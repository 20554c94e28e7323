import { InvalidArgument, requireFields, requireKnownKeys, requireNumberList, requireObject } from "../../errors"; // prettier-ignore
import { norm } from "../../numerics/norm";
import { counted } from "../../shown";
import { legendAtBottom, onePerGroup } from "../parts/legend";
import { dots, line } from "../parts/marks";
import { menu } from "../parts/menu";
import { seriesColors } from "../style/series-style";
import { type Figure, figure, type Json, logAxis, palette, pretty, titled, wrapped } from "../style/figure";

const NAME = "charts.jacobianSpectra";
/** Singular values below this share of the largest may be rounding errors, and are not drawn. */
const RESOLVED = 1e-12;
/** Within this factor of the rms a direction keeps about its length. */
const FACTOR = 2;

/** The singular values of one kind of net at several depths, and what theory says of them. */
export interface SpectraByDepth {
  /** L, ascending. */
  readonly depths: ArrayLike<number>;
  /** The singular values at each depth, in any order. */
  readonly values: ArrayLike<ArrayLike<number>>;
  /** Their rms in theory, at each depth. */
  readonly rms?: ArrayLike<number>;
  /** The largest in theory, at each depth. */
  readonly largest?: ArrayLike<number>;
}

/**
 * All singular values by depth on a log axis, a column of strokes for each kind of weights, with their rms, which is what a norm
 * sees; a menu switches between kinds of nets.
 * @param nets by kind of net, then by kind of weights: `{ linear: { Gaussian: { depths, values }, orthogonal: … }, tanh: … }`
 * @throws InvalidArgument when there is none, or lists do not fit each other
 */
export function jacobianSpectra(
  nets: Readonly<Record<string, Readonly<Record<string, SpectraByDepth>>>>,
): Figure {
  requireObject(`${NAME} nets`, nets);
  const groups = Object.entries(nets).map(([group, kinds]) => ({ group, columns: columnsOf(group, kinds) }));
  if (groups.length === 0)
    throw new InvalidArgument(`${NAME} nets`, "must have one by name: { linear: { Gaussian: { depths, values } } }", nets); // prettier-ignore
  const depths = [...new Set(groups.flatMap(({ columns }) => columns.flatMap((column) => column.depths)))].toSorted((a, b) => a - b); // prettier-ignore
  const views = groups.map(({ group, columns }) => ({
    label: group,
    title: titleOf(group, columns),
    data: onePerGroup(columns.flatMap((column, i) => traces(column, placesOf(column, depths, i, columns.length)))), // prettier-ignore
  }));
  const columns = groups.flatMap((one) => one.columns);
  const strokes = columns.flatMap(({ drawn }) => drawn.flat());
  if (strokes.length === 0) throw new InvalidArgument(`${NAME} nets`, "must have a singular value above 0", nets); // prettier-ignore
  const theory = columns.flatMap(({ rms = [], largest = [] }) => [...rms, ...largest]);
  const powers = [...strokes, ...theory].map(Math.log10);
  const { data, updatemenus } = menu(views);
  const description = `Singular values of the input–output Jacobian by depth. ${groups.map(({ group, columns }) => said(group, columns)).join("; ")}.`; // prettier-ignore
  return figure({ title: views[0].title, description }, data, {
    height: 520,
    updatemenus,
    legend: legendAtBottom,
    xaxis: titled("depth L, weight matrices", {
      tickvals: depths.map((_, i) => i),
      ticktext: depths.map(String),
      range: [-0.6, depths.length - 0.4],
      showgrid: false,
    }),
    yaxis: logAxis("singular value s", {
      dtick: 1,
      range: [Math.min(...powers) - 0.3, Math.max(...powers) + 0.3],
    }),
  });
}

/** What is drawn of one kind of weights. */
interface Column {
  name: string;
  color: string;
  depths: number[];
  /** At each depth, those above rounding errors. */
  drawn: number[][];
  /** How many there are at each depth. */
  counts: number[];
  /** rms of all, at each depth. */
  norms: number[];
  rms?: number[];
  largest?: number[];
}

function columnsOf(group: string, kinds: Readonly<Record<string, SpectraByDepth>>): Column[] {
  requireObject(`${NAME} ${group}`, kinds);
  const entries = Object.entries(kinds);
  if (entries.length === 0) throw new InvalidArgument(`${NAME} ${group}`, "must have a kind of weights", kinds); // prettier-ignore
  const colors = seriesColors(entries.map(([name]) => name));
  return entries.map(([name, spectra], i) => {
    const argument = `${NAME} ${group} ${name}`;
    requireFields(argument, spectra, { depths: "list", values: "list" }, "an object");
    requireKnownKeys(argument, spectra, ["depths", "values", "rms", "largest"]);
    const depths = requireNumberList(`${argument} depths`, spectra.depths, { min: 1, whole: true, least: 1 });
    const values = Array.from(spectra.values, (list) => requireNumberList(`${argument} values`, list, { min: 0, least: 1 })); // prettier-ignore
    const theory = (["rms", "largest"] as const).map((key) => spectra[key] && requireNumberList(`${argument} ${key}`, spectra[key], { above: 0 })); // prettier-ignore
    for (const list of [values, ...theory])
      if (list && list.length !== depths.length)
        throw new InvalidArgument(argument, "must have an entry for each depth in every list", spectra);
    return {
      name,
      color: colors[i],
      depths,
      drawn: values.map((list) => list.filter((s) => s > RESOLVED * Math.max(...list))),
      counts: values.map(({ length }) => length),
      norms: values.map((list) => norm(list) / Math.sqrt(list.length)),
      rms: theory[0],
      largest: theory[1],
    };
  });
}

/** The x of a column at each of its depths, side by side with the others'. */
const placesOf = (column: Column, depths: readonly number[], i: number, count: number): number[] =>
  column.depths.map((depth) => depths.indexOf(depth) + ((i + 0.5) / count - 0.5) * 0.8);

function traces({ name, color, depths, drawn, norms, rms: predicted, largest }: Column, x: number[]): Json[] {
  const at = drawn.map((list, i) => list.map(() => x[i]));
  const hover = (what: string): string => `${name}, ${what}, L = %{customdata}: %{y:.3g}<extra></extra>`;
  const strokes = dots(name, at.flat(), drawn.flat(), { color, size: 16, symbol: "line-ew-open", legendgroup: name, customdata: drawn.flatMap((list, i) => list.map(() => depths[i])), hovertemplate: hover("s") }); // prettier-ignore
  const middle = dots("their rms: what a norm sees", x, norms.map(orGap), { color: palette.black, symbol: "diamond", size: 8, legendgroup: "rms", customdata: depths, hovertemplate: hover("rms") }); // prettier-ignore
  const dashes = (what: string, y: readonly number[], dash: string): Json =>
    line(what, x.flatMap((place) => [place - 0.2, place + 0.2, null]), y.flatMap((value) => [value, value, null]), { color: palette.grey, dash, width: 1.5, legendgroup: what, hoverinfo: "skip" }); // prettier-ignore
  return [
    strokes,
    ...(predicted ? [dashes("rms in theory", predicted, "solid")] : []),
    ...(largest ? [dashes("largest in theory, wide nets", largest, "dash")] : []),
    middle,
  ];
}

const orGap = (value: number): number | null => (value > 0 ? value : null);

/** How many directions keep about the length that the norm says, at the largest depth. */
const kept = ({ drawn, norms }: Column): number =>
  drawn.at(-1)!.filter((s) => Math.abs(Math.log(s / norms.at(-1)!)) <= Math.log(FACTOR)).length;

function titleOf(group: string, columns: readonly Column[]): string {
  const shares = columns.map((column) => `${kept(column)} of ${column.counts.at(-1)} (${column.name})`);
  return `${group}, ${counted(columns[0].depths.at(-1)!, "layer")}: within ×${FACTOR} of the rms<br>${wrapped(shares)}`;
}

function said(group: string, columns: readonly Column[]): string {
  const each = columns.map((column) => {
    const last = column.drawn.at(-1)!;
    if (last.length === 0) return `${column.name} all 0`;
    const below = column.counts.at(-1)! - last.length;
    return `${column.name} from ${pretty(Math.min(...last))} to ${pretty(Math.max(...last))} with rms ${pretty(column.norms.at(-1)!)}${below > 0 ? `, and ${below} too small to be told from rounding` : ""}`; // prettier-ignore
  });
  return `${group} with ${counted(columns[0].depths.at(-1)!, "layer")}: ${each.join(", ")}`;
}
