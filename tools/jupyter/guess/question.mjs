// What a reader is asked to draw of a chart, and on which axes. Nothing of the page is touched here.
import { spread } from "../../../src/charts/parts/sampled";

const COLUMNS = 41; // places along x at which a guess has a value, at most
const FEWEST = 3; // of them, below which there is nothing to draw
const GENEROUS = 1.5; // times what the curve needs, at least, so that the axis says little of it
const DECADES = [3, 6, 12, 24, 48, 96, 192, 384]; // on either side of the given point
const HEIGHT = { alone: 400, below: 540 }; // pixels of the axes
const PLACE = ["domain", "anchor", "matches", "autorange"]; // of an axis, among the panels of its chart
const TICKS = ["dtick", "tick0", "tickvals", "ticktext", "tickmode"]; // of an axis, for the curve's own range
/** `meta` of the guess's own trace. */
export const MARK = "guess";

const listOf = (values) => (Array.isArray(values) || ArrayBuffer.isView(values) ? Array.from(values) : []);
/** The name of an axis in a layout: "yaxis2" for "y2". */
export const nameOf = (letter, reference) => `${letter}axis${(reference ?? letter).slice(1)}`;
const textOf = (axis) => (axis?.title?.text ?? "").replaceAll(/<[^>]*>/g, "");
const isCosine = (axis) => textOf(axis).startsWith("cosine");
const isKnown = (value) => value !== null;
/** The columns that have a value. */
export const drawnIn = (values) => [...values.keys()].filter((column) => isKnown(values[column]));
const isSeen = ({ visible = true }) => visible === true;
const isCurve = (trace) =>
  (trace.type ?? "scatter") === "scatter" &&
  isSeen(trace) &&
  trace.meta !== MARK &&
  !trace.fill?.startsWith("to") &&
  listOf(trace.x).length >= FEWEST &&
  listOf(trace.x).every(Number.isFinite);

/** The curve of that name, or the first of the panel whose axis has it, or else the first that the legend has. */
function curveOf({ data, layout }, name) {
  const curves = data.filter(isCurve);
  const isIn = ({ yaxis }) => textOf(layout[nameOf("y", yaxis)]) === name;
  const isListed = ({ showlegend }) => showlegend !== false;
  return (
    curves.find((trace) => trace.name === name) ?? curves.find(isIn) ?? curves.find(isListed) ?? curves[0]
  );
}

/** Up and down from the given point alike, in steps so coarse that the axis does not tell how far the curve goes. */
function decadesAround(given, values) {
  const needed = GENEROUS * Math.max(...values.map((value) => Math.abs(value - given)));
  const reach = DECADES.find((decades) => decades >= needed) ?? needed;
  return [Math.round(given) - reach, Math.round(given) + reach];
}

/** Shares keep the axis that they have, cosines have theirs; all else may be as far below 0 as above it. */
function linearRange(axis, values) {
  const { range, autorange } = axis;
  const [low, high] = range ?? [];
  if (isCosine(axis)) return [-1.08, 1.08];
  if (autorange !== true && low <= 0 && low > -0.5 && high >= 1 && high < 1.5) return [low, high];
  const needed = GENEROUS * Math.max(...values.map(Math.abs)) || 1;
  const power = 10 ** Math.floor(Math.log10(needed));
  const reach = [1, 3, 10].find((step) => step * power >= needed) * power;
  return [-reach, reach];
}

/**
 * What is asked of a figure, in the units of its axis (powers of ten where that is logarithmic): places `columns` along x, the
 * `truth` there (null where the curve has none), the column that is `given`, the `range` of the axis and the `limits` of a guess; undefined where the figure
 * has no curve to draw.
 */
export function questionOf(figure, { curve, back = false }) {
  const trace = curveOf(figure, curve);
  if (!trace) return undefined;
  const [xaxis, yaxis] = ["x", "y"].map(
    (letter) => figure.layout[nameOf(letter, trace[`${letter}axis`])] ?? {},
  );
  const isLog = yaxis.type === "log";
  const isDecades = isLog || textOf(yaxis).startsWith("log₁₀ of ");
  const y = listOf(trace.y).map((value) => (isLog && value > 0 ? Math.log10(value) : isLog ? null : value));
  const at = new Map(listOf(trace.x).map((x, i) => [x, y[i]]));
  const places = [...at.keys()].sort((a, b) => a - b);
  const columns = spread(places.length, COLUMNS).map((i) => places[i]);
  const truth = columns.map((x) => (Number.isFinite(at.get(x)) ? at.get(x) : null));
  const known = truth.filter(isKnown);
  if (known.length < FEWEST) return undefined;
  const given = isDecades ? (back ? truth.findLastIndex(isKnown) : truth.findIndex(isKnown)) : undefined;
  const range = isDecades ? decadesAround(truth[given], known) : linearRange(yaxis, known);
  const isShare = (yaxis.tickformat ?? "").endsWith("%");
  return {
    name: trace.name ?? "",
    of: { xaxis: trace.xaxis ?? "x", yaxis: trace.yaxis ?? "y" },
    labels: { x: textOf(xaxis), y: textOf(yaxis) },
    isLog,
    isDecades,
    isShare,
    columns,
    truth,
    given,
    range,
    limits: isShare ? [0, 1] : isCosine(yaxis) ? [-1, 1] : range,
  };
}

/** Whether two questions have the same answer, but for what nobody sees. */
export function isSame(one, other) {
  const hidden = 0.01 * (one.range[1] - one.range[0]);
  const isClose = (value, i) =>
    isKnown(value) && isKnown(other.truth[i])
      ? Math.abs(value - other.truth[i]) <= hidden
      : value === other.truth[i];
  return (
    one.columns.length === other.columns.length &&
    one.columns.every((x, i) => x === other.columns[i]) &&
    one.truth.every(isClose)
  );
}

/** The range along x, as the figure has it or with some room at its ends. */
function rangeAcross({ range, type }, columns) {
  if (range) return [...range];
  const [first, last] = [columns[0], columns.at(-1)].map((x) => (type === "log" ? Math.log10(x) : x));
  const room = 0.04 * (last - first);
  return [first - room, last + room];
}

const without = (axis = {}, names) =>
  Object.fromEntries(Object.entries(axis).filter(([name]) => !names.includes(name)));

/** The empty axes of a question as a figure: no title, no measurement, only the curves or panels that are `given` to look at. */
export function axesOf({ data, layout }, question, { given = [] }) {
  const { xaxis, yaxis } = question.of;
  const isAbove = (trace) => (trace.yaxis ?? "y") !== yaxis;
  const named = ({ name, yaxis: panel }) =>
    given.includes(name) || given.includes(textOf(layout[nameOf("y", panel)]));
  const shown = data.filter((trace) => trace.meta !== MARK && isSeen(trace) && named(trace));
  const above = shown.find(isAbove);
  const across = without(layout[nameOf("x", xaxis)], PLACE);
  const vertical = without(layout[nameOf("y", yaxis)], [...PLACE, ...TICKS]);
  return {
    data: [
      { x: [null], y: [null], xaxis: "x", yaxis: "y" },
      ...shown.map((trace) => ({ ...trace, xaxis: "x", yaxis: isAbove(trace) ? "y2" : "y" })),
    ],
    layout: {
      template: layout.template,
      width: layout.width,
      height: above ? HEIGHT.below : HEIGHT.alone,
      margin: { ...layout.margin, t: 20, b: 56 },
      showlegend: false,
      xaxis: { ...across, anchor: "y", range: rangeAcross(across, question.columns) },
      yaxis: { ...vertical, range: question.range, domain: above ? [0, 0.56] : [0, 1] },
      ...(above && { yaxis2: { ...layout[nameOf("y", above.yaxis)], domain: [0.64, 1], anchor: "x" } }),
    },
  };
}
