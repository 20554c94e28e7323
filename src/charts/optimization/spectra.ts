import { InvalidArgument, requireFields, requireNumberList, requireObject } from "../../errors";
import { counted } from "../../shown";
import { dots, line } from "../parts/marks";
import { legendAtBottom, onePerGroup } from "../parts/legend";
import { type Figure, figure, type Json, logAxis, palette, pretty, titled } from "../style/figure";

const NAME = "charts.spectra";
/** Sizes below this share of the largest are not drawn: most of them are rounding errors of 0. */
const SMALLEST = 1e-6;
/** Half the width of what theory draws, in columns. */
const HALF = 0.36;

/** Eigenvalues, and where theory has them. */
export interface DrawnSpectrum {
  /** In any order. */
  readonly eigenvalues: ArrayLike<number>;
  /** Between what theory has all but the largest. */
  readonly bulk?: ArrayLike<number>;
  /** Where theory has the largest. */
  readonly largest?: number;
}

/**
 * Eigenvalues on a log axis, a column for each spectrum, like the levels of an atom; negative ones in another colour, and what
 * theory says of them behind.
 * @param spectra by name: what `theory.inputSpectrum` gives, or `{ eigenvalues }` of your own
 * @throws InvalidArgument when there is none, or one has no eigenvalue other than 0
 */
export function spectra(spectra: Readonly<Record<string, DrawnSpectrum>>): Figure {
  requireObject(`${NAME} spectra`, spectra);
  const columns = Object.entries(spectra).map(([name, spectrum], i) => columnOf(name, spectrum, i + 1));
  if (columns.length === 0)
    throw new InvalidArgument(`${NAME} spectra`, "must have a spectrum by name: { tanh: { eigenvalues } }", spectra); // prettier-ignore
  const top = Math.max(...columns.map(({ sizes }) => sizes[0]), ...columns.map(({ largest = 0 }) => largest));
  const floor = SMALLEST * top;
  const signed = columns.some(({ negative }) => negative > 0);
  const data = [...columns.flatMap(theoryOf), ...columns.flatMap((column) => levelsOf(column, floor, signed ? "above 0" : "measured"))]; // prettier-ignore
  return figure({ title: titleOf(columns), description: describe(columns, floor) }, onePerGroup(data), {
    height: 480,
    legend: legendAtBottom,
    xaxis: titled("", {
      tickvals: columns.map(({ x }) => x),
      ticktext: columns.map(({ name }) => name.replaceAll(", ", ",<br>")),
      range: [0.5, columns.length + 0.5],
      showgrid: false,
    }),
    yaxis: logAxis("size of the eigenvalue", { dtick: 1 }),
  });
}

/** One spectrum in its place. */
interface Column extends DrawnSpectrum {
  name: string;
  x: number;
  /** The absolute values, largest first. */
  sizes: number[];
  /** How many are below 0. */
  negative: number;
}

function columnOf(name: string, spectrum: DrawnSpectrum, x: number): Column {
  const argument = `${NAME} ${name}`;
  requireFields(argument, spectrum, { eigenvalues: "list" }, "theory.inputSpectrum(…)");
  const values = requireNumberList(`${argument} eigenvalues`, spectrum.eigenvalues, { least: 1 });
  const sizes = values.map(Math.abs).toSorted((a, b) => b - a);
  if (sizes[0] === 0) throw new InvalidArgument(`${argument} eigenvalues`, "must not all be 0", values);
  const { bulk, largest } = spectrum;
  if (bulk !== undefined) requireNumberList(`${argument} bulk`, bulk, { least: 2, above: 0 });
  if (largest !== undefined) requireNumberList(`${argument} largest`, [largest], { above: 0 });
  const rounding = SMALLEST ** 2 * sizes[0];
  return { ...spectrum, name, x, sizes, negative: values.filter((value) => value < -rounding).length };
}

/** The bulk as a box, and the largest as a broad line, behind what was measured. */
function theoryOf({ name, x, bulk, largest }: Column): Json[] {
  const look = { legendgroup: "theory", name: "theory", hovertemplate: `theory, ${name}: %{y:.4g}<extra></extra>` };
  const [left, right] = [x - HALF, x + HALF];
  const box = { ...look, type: "scatter", mode: "lines", fill: "toself", fillcolor: "rgba(213,94,0,0.15)", line: { width: 1, color: palette.vermillion, dash: "dot" } }; // prettier-ignore
  return [
    ...(bulk ? [{ ...box, x: [left, right, right, left, left], y: [bulk[0], bulk[0], bulk[1], bulk[1], bulk[0]] }] : []), // prettier-ignore
    ...(largest ? [line("theory", [left, right], [largest, largest], { ...look, color: palette.vermillion, width: 2, dash: "dash" })] : []), // prettier-ignore
  ];
} // prettier-ignore

/** The eigenvalues of a column as short strokes. */
function levelsOf({ name, x, eigenvalues }: Column, floor: number, positive: string): Json[] {
  const values = Array.from(eigenvalues).filter((value) => Math.abs(value) >= floor);
  const strokes = (label: string, some: number[], color: string, group: string): Json[] =>
    some.length === 0
      ? []
      : [dots(label, some.map(() => x), some.map(Math.abs), { color, size: 20, symbol: "line-ew-open", legendgroup: group, hovertemplate: `${name}: ${group === "below" ? "−" : ""}%{y:.4g}<extra></extra>` })]; // prettier-ignore
  return [
    ...strokes(positive, values.filter((value) => value > 0), palette.blue, "above"), // prettier-ignore
    ...strokes("below 0, its size", values.filter((value) => value < 0), palette.orange, "below"), // prettier-ignore
  ];
}

/** How far the largest stands out of the others. */
const standing = ({ sizes }: Column): number => sizes[0] / (sizes[1] || sizes[0]);

function titleOf(columns: readonly Column[]): string {
  const sorted = columns.toSorted((a, b) => standing(a) - standing(b));
  const said = (column: Column): string => `×${pretty(standing(column))} (${column.name})`;
  const what = "Largest eigenvalue ÷ the next";
  return columns.length === 1
    ? `${what}:<br>${said(columns[0])}`
    : `${what}:<br>from ${said(sorted[0])}<br>to ${said(sorted.at(-1)!)}`;
}

function describe(columns: readonly Column[], floor: number): string {
  const sentences = columns.map(({ name, sizes, negative, largest }) => {
    const below = sizes.filter((size) => size < floor).length;
    return [
      `${name}: ${counted(sizes.length, "eigenvalue")}, the largest ${pretty(sizes[0])}${largest ? ` (theory ${pretty(largest)})` : ""}, the next ${pretty(sizes[1] ?? sizes[0])}`,
      ...(negative > 0 ? [`${negative} below 0`] : []),
      ...(below > 0 ? [`${below} too small to be drawn`] : []),
    ].join(", ");
  });
  return `Eigenvalues. ${sentences.join("; ")}.`;
}
