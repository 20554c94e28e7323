import type { Figure, Json } from "../../src/charts/style/figure";
import type { Look } from "./live-page";
import { areRounding } from "./rounding";

/** What is finer than a line: of an axis's reach, or of a number on a logarithmic one. */
const FINE = 1e-3;

type Trace = Json & { xaxis?: string; yaxis?: string; type?: string };

const isLogarithmic = ({ layout }: Figure, axis: string): boolean =>
  (layout[axis.replace(/^([xy])/, "$1axis")] as Json | undefined)?.["type"] === "log";

/** The largest number of a list or record, however deep. */
function reachOf(value: unknown): number {
  if (typeof value === "object" && value) return Math.max(0, ...Object.values(value).map(reachOf));
  return typeof value === "number" ? Math.abs(value) : 0;
}

/**
 * Where two figures differ by more than a line's width: names, labels and texts in any way, numbers by more than a thousandth of
 * what their list reaches, or of themselves where their axis is logarithmic.
 */
function differencesOf(wanted: Figure, found: Figure, place: string): string[] {
  const said: string[] = [];
  const compare = (a: unknown, b: unknown, at: string, allowed: (a: number) => number): void => {
    if (typeof a === "number" && typeof b === "number") {
      if (Math.abs(a - b) > allowed(a) && !areRounding(place, a, b))
        said.push(`${at}: ${a} was ${b} in the page`);
    } else if (typeof a === "object" && typeof b === "object" && a && b) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
        compare((a as Json)[key], (b as Json)[key], `${at}.${key}`, allowed);
    } else if (a !== b) said.push(`${at}: ${String(a)} was ${String(b)} in the page`);
  };
  const itself = (a: number): number => FINE * Math.abs(a);
  const traces = (figure: Figure): Trace[] => figure.data as Trace[];
  for (let i = 0; i < Math.max(wanted.data.length, found.data.length); i++) {
    const [trace = {}, other = {}] = [traces(wanted)[i], traces(found)[i]];
    for (const key of new Set([...Object.keys(trace), ...Object.keys(other)])) {
      const axis = trace[`${key[0]}axis`] ?? key[0];
      const reach = FINE * reachOf(trace[key]);
      const allowed = /^[xy]/.test(key) && isLogarithmic(wanted, String(axis)) ? itself : () => reach;
      compare(trace[key], other[key], `${place}.data.${i}.${key}`, allowed);
    }
  }
  const { data: _, ...rest } = wanted;
  const { data: __, ...others } = found;
  compare(rest, others, place, itself);
  return said;
}

/** The same of all charts of a page. */
export function differences(wanted: Look["figures"], found: Look["figures"]): string[] {
  const missing = wanted.length === found.length ? [] : [`${wanted.length} charts were ${found.length}`];
  return [
    ...missing,
    ...wanted.flatMap(({ cell, figure }, i) =>
      found[i] ? differencesOf(figure, found[i].figure, cell) : [],
    ),
  ];
}
