import { shown } from "../../shown";
import { spread } from "../parts/sampled";
import { bundle } from "./bundle";

/** A Plotly trace, layout or config: plain JSON, typed only as far as the charts here need. */
export type Json = { [key: string]: unknown };

/** A chart: what Plotly draws, and one sentence that says what it shows to a reader who cannot see it. */
export interface Figure {
  /** Plotly's traces. */
  data: Json[];
  /** Plotly's layout: title, axes, menus, sliders. */
  layout: Json;
  /** Plotly's settings of the toolbar. */
  config: Json;
  /** What sliders and buttons animate. */
  frames?: Json[];
  /** The text alternative: one sentence with the chart's message in numbers. */
  description: string;
}

/** Okabe & Ito's palette: told apart by every kind of colour vision. */
export const palette = {
  blue: "#0072B2",
  orange: "#E69F00",
  green: "#009E73",
  vermillion: "#D55E00",
  sky: "#56B4E9",
  purple: "#CC79A7",
  yellow: "#F0E442",
  black: "#000000",
  grey: "#6E6E6E",
} as const;

/** The order in which series take their colours. */
export const colorway = [
  palette.blue,
  palette.vermillion,
  palette.green,
  palette.orange,
  palette.purple,
  palette.sky,
  palette.black,
];

/** Dark to light without a change of hue order, for ordered series such as layers (Viridis). */
export const sequential = "Viridis";

const ORDERED = [
  "#4170e9",
  "#7864e7",
  "#9f59d7",
  "#bd50bc",
  "#d54a99",
  "#e44a6f",
  "#ea533e",
  "#dc6d0c",
  "#c78408",
];

/**
 * The colour of one of an ordered series of lines, from 0 (blue) by violet and red to 1 (ochre): all of them of a
 * brightness that stands out from white and from dark paper, and each yellower than the one before, which all but the rarest
 * colour blindness sees.
 */
export const ordered = (share: number): string => ORDERED[Math.round(share * (ORDERED.length - 1))];

const axis = {
  showline: true,
  linecolor: "#444",
  ticks: "outside",
  tickcolor: "#444",
  gridcolor: "#E5E5E5",
  zeroline: false,
  automargin: true,
  title: { standoff: 10 },
  // Between powers of ten Plotly would write 0.2 as a small 2; see wholeLabels.
  minorloglabels: "none",
};

/** The house style as a Plotly template; the exported page swaps its colours in dark mode. */
const template = {
  layout: {
    font: { family: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif", size: 13, color: "#222" },
    paper_bgcolor: "#fff",
    plot_bgcolor: "#fff",
    colorway,
    xaxis: axis,
    yaxis: axis,
    title: { x: 0, xref: "container", xanchor: "left", y: 1, yref: "container", yanchor: "top", pad: { t: 14, l: 14 }, font: { size: 16 } }, // prettier-ignore
    margin: { l: 70, r: 20, t: 64, b: 56 },
    hoverlabel: { font: { family: "ui-monospace, monospace" } },
    legend: { orientation: "h", x: 0, xanchor: "left", y: -0.3, yanchor: "top" },
  },
};

/** What every chart states: its message as title, its axes with units. */
export interface FigureText {
  /** The message, not the topic: "Gradients shrink ×0.24 per layer". Break long ones with `<br>`. */
  title: string;
  /** The text alternative. */
  description: string;
}

/**
 * Puts the house style around traces. `layout` is merged over it; axes keep their own options. The margin above has room for
 * the title, as long as it may become by the menu, and for the menu.
 */
export function figure(text: FigureText, data: Json[], layout: Json = {}, frames?: Json[]): Figure {
  const margin = { t: headroom(text.title, layout), ...(layout["margin"] as Json | undefined) };
  const made = {
    data,
    layout: { template, title: { text: text.title }, height: 420, ...layout, margin },
    config: { showSendToCloud: false, displaylogo: false, responsive: true },
    ...(frames ? { frames } : {}),
    description: text.description,
  };
  return shown(made, ({ description }) => `Figure: ${description}`, bundle);
}

/** Pixels for the title, and for a menu below it. */
function headroom(title: string, { updatemenus }: Json): number {
  const [menu] = (Array.isArray(updatemenus) ? updatemenus : []) as { buttons?: { args?: Json[] }[] }[];
  const titles = [title, ...(menu?.buttons ?? []).map(({ args }) => String(args?.[1]?.["title.text"] ?? ""))];
  return 36 + 20 * Math.max(...titles.map((each) => each.split("<br>").length)) + (menu ? 34 : 0);
}

/** An axis with a title. */
export const titled = (text: string, options: Json = {}): Json => ({ title: { text }, ...options });

/** Whole numbers up to `last` that leave each other room. */
export const wholeTicks = (last: number): Json => ({
  dtick: Math.max(1, roundStep(last / 5)),
  tickangle: 0,
});

/** The nearest of 1, 2, 5 and 10 times a power of ten, by the ratio. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const [factor] = [[10, 50], [5, 10], [2, 2]].find(([, square]) => step / power >= Math.sqrt(square)) ?? [1]; // prettier-ignore
  return factor * power;
}

/** The axis of the layers 1 to `layers`, or of layers that have names. */
export const layerAxis = (layers: number, names: readonly (string | undefined)[] = []): Json =>
  names.some(Boolean) ? namedAxis(names) : titled("layer (the last is the output)", wholeTicks(layers));

/** Names that stand below an axis without hiding each other; the others are seen by pointing. */
const NAMES = 8;
/** Characters of a name that stand below an axis; of longer ones the end, which tells layers apart. */
const NAME_LENGTH = 14;

function namedAxis(names: readonly (string | undefined)[]): Json {
  const drawn = spread(names.length, NAMES);
  const inShort = (name: string): string =>
    name.length > NAME_LENGTH ? `…${name.slice(1 - NAME_LENGTH)}` : name;
  return titled("", {
    tickvals: drawn.map((i) => i + 1),
    ticktext: drawn.map((i) => inShort(names[i] ?? String(i + 1))),
    tickangle: -40,
    automargin: true,
  });
}

/** The axis of the time steps 1 to `steps`. */
export const timeAxis = (steps: number): Json =>
  titled("time step t (the loss sees the last)", wholeTicks(steps));

/** A logarithmic axis with powers of ten as labels. */
export const logAxis = (text: string, options: Json = {}): Json =>
  titled(text, { type: "log", exponentformat: "power", ...options });

/** Labels 1, 2 and 5 over few powers of ten, from one to another, each written as the whole number. */
export function wholeLabels(least: number, most: number): Json {
  const powers = Array.from({ length: Math.ceil(most) - Math.floor(least) + 2 }, (_, i) => Math.floor(least) - 1 + i); // prettier-ignore
  const tickvals = powers.flatMap((power) => [1, 2, 5].map((digit) => Number(`${digit}e${power}`)));
  return { tickvals, ticktext: tickvals.map((value) => pretty(value)) };
}

/** `digits` significant digits, as a reader wants them in a title: 0.236, 4.1·10⁻¹³. */
export function pretty(value: number, digits = 3): string {
  if (!Number.isFinite(value) || value === 0) return String(value);
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (exponent >= -3 && exponent < 5) return String(Number(value.toPrecision(digits))).replace("-", "−");
  const [mantissa, power] = value.toExponential(digits - 1).split("e");
  const factor = Number(mantissa) === 1 ? "" : `${Number(mantissa)}·`;
  return `${factor}10${superscript(Number(power))}`.replace("-", "−");
}

/** A size by its base-10 logarithm, as a reader wants it, also where float64 does not hold it: 0.236, 10⁻³⁴⁰. */
export const sizeOf = (log10: number, digits = 3): string =>
  Number.isFinite(log10) && Math.abs(log10) > 300
    ? `10${superscript(Math.round(log10))}`
    : pretty(10 ** log10, digits);

/** The same text with a capital letter in front. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A whole number in superscript digits. */
export const superscript = (n: number): string =>
  [...String(n)].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)])).join("");

/** Characters of a title that a telephone's 390 px hold. */
const LINE = 42;

/** Parts of a sentence, with commas or another sign between them, in as many lines as a narrow page needs. */
export function wrapped(parts: readonly string[], sign = ","): string {
  const lines: string[] = [];
  for (const [i, part] of parts.entries()) {
    const text = i < parts.length - 1 ? `${part}${sign}` : part;
    const last = lines.at(-1);
    if (last !== undefined && last.length + text.length < LINE) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return lines.join("<br>");
}
