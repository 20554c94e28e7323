import { type Figure, figure, type Json } from "../charts/style/figure";
import { InvalidArgument } from "../errors";

/** Any figure of Plotly's: a chart of this package, or one made by hand, as plain data. */
export interface PlotlyFigure {
  /** Plotly's traces, such as `{ x: [1, 2], y: [3, 4] }`. */
  data: readonly object[];
  /** Plotly's layout. Titles may be strings; the house style holds where it has no template. Default: none. */
  layout?: object;
  /** Plotly's settings of the toolbar. Default: those of the package's own charts. */
  config?: object;
  /** What sliders and buttons animate. Default: none. */
  frames?: readonly object[];
  /** The text alternative. Default: made of the titles and the traces. */
  description?: string;
}

/**
 * A figure or a list of traces as a chart of the package's own.
 * @param argument what to call it in an error: "show figure"
 * @throws InvalidArgument when it is neither
 */
export function toFigure(argument: string, given: PlotlyFigure | readonly object[]): Figure {
  const plain: Partial<PlotlyFigure> = Array.isArray(given) ? { data: given } : (given as PlotlyFigure);
  check(argument, plain, given);
  try {
    const { data, layout, frames } = withTitles(plain, 0) as { data: Json[]; layout?: Json; frames?: Json[] };
    const made = figure(
      { title: "", description: plain.description ?? describe(data, layout) },
      data,
      layout,
      frames,
    );
    const { title, ...rest } = made.layout;
    const untitled = layout?.["title"] === undefined;
    return {
      ...made,
      layout: untitled ? rest : { ...rest, title },
      config: { ...made.config, ...plain.config },
    };
  } catch (error) {
    if (error instanceof RangeError) throw new InvalidArgument(argument, "must not contain itself", given);
    throw error;
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

function check(argument: string, plain: Partial<PlotlyFigure>, given: unknown): void {
  const areObjects = (value: unknown): boolean => Array.isArray(value) && value.every(isObject);
  const optional = (value: unknown, right: (v: unknown) => boolean): boolean =>
    value === undefined || right(value);
  const ok =
    isObject(plain) &&
    areObjects(plain.data) &&
    optional(plain.layout, isObject) &&
    optional(plain.config, isObject) &&
    optional(plain.frames, areObjects) &&
    optional(plain.description, (text) => typeof text === "string");
  if (ok) return;
  const rule =
    "must be a chart, such as charts.gradientProfile(report), or Plotly's { data: [traces], layout: { … } }";
  throw new InvalidArgument(argument, rule, given);
}

/** What a reader attaches to points may hold anything. */
const ATTACHED = new Set(["customdata", "meta"]);
const DEEPEST = 100; // levels: a figure has ten

/** Plotly 4 takes no titles that are plain strings, which its older versions did. */
function withTitles(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) throw new RangeError();
  if (Array.isArray(value))
    return value.some((entry) => typeof entry === "object")
      ? value.map((entry) => withTitles(entry, depth + 1))
      : value;
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      if (key === "title" && typeof entry === "string") return [key, { text: entry }];
      return [key, ATTACHED.has(key) ? entry : withTitles(entry, depth + 1)];
    }),
  );
}

const textOf = (title: unknown): string =>
  isObject(title) && typeof title["text"] === "string"
    ? title["text"].replaceAll(/<br>/g, " ").replaceAll(/<[^>]*>/g, "")
    : "";

/** Title, axes and traces in one sentence. */
function describe(data: Json[], layout: Json = {}): string {
  const axes = (["xaxis", "yaxis"] as const).flatMap((name) => {
    const text = textOf((layout[name] as Json | undefined)?.["title"]);
    return text ? [`${name[0]}: ${text}`] : [];
  });
  const traces = data.map(describeTrace);
  const shown = traces.length > 0 ? `a chart of ${traces.join(", ")}` : "an empty chart";
  const sentence = [shown, ...axes].join("; ");
  const title = textOf(layout["title"]);
  return title ? `${title}: ${sentence}.` : `${sentence[0].toUpperCase()}${sentence.slice(1)}.`;
}

function describeTrace(trace: Json): string {
  const kind = typeof trace["type"] === "string" ? trace["type"] : "scatter";
  const values = ["y", "x", "z", "values", "r"].map((name) => trace[name]);
  const list = values.find((value) => Array.isArray(value) || ArrayBuffer.isView(value)) as
    | ArrayLike<unknown>
    | undefined;
  const inner = list ? ` (${kind}, ${list.length} ${list.length === 1 ? "value" : "values"})` : ` (${kind})`;
  return `${typeof trace["name"] === "string" && trace["name"] ? trace["name"] : "a trace"}${inner}`;
}
