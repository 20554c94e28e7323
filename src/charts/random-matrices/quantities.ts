import { type Json, pretty, wrapped } from "../style/figure";

/** A series as it is drawn. */
export interface DrawnSeries {
  name: string;
  x: number[];
  /** Means over seeds; none for theory alone. */
  mean: number[];
  low: number[];
  high: number[];
  theory?: { x: number[]; y: number[]; deviation?: number[] };
}

/** What `charts.againstTheory` can draw. */
export type AgainstTheoryQuantity = "relativeVariance" | "inputGradientCosine" | "exponent" | "modeStrength";

/** What a chart of a quantity says. */
interface Words {
  x: string;
  /** Whether there is nothing between whole numbers on the x axis. */
  isWhole: boolean;
  y: string;
  /** Of the measured series. */
  title: (series: readonly DrawnSeries[]) => string;
  /** Options of the y axis. */
  axis?: Json;
}

/** A number of ordinary size, in which rounding errors of 0 are 0. */
const told = (value: number): string => (Math.abs(value) < 5e-4 ? "0" : pretty(value, 2));

/** A mode that comes near its end after more than this share of the time is on its way still. */
const LATE = 0.9;
/** Of more series than these the title says the extremes. */
const MOST = 3;

/** "…: a (this), b (that)", at the end of each series, or "from a (this) to b (that)". */
function ends(what: string, series: readonly DrawnSeries[]): string {
  const said = ({ name, mean }: DrawnSeries): string => `${told(mean.at(-1)!)} (${name})`;
  if (series.length <= MOST) return `${what}<br>${wrapped(series.map(said))}`;
  const sorted = series.toSorted((a, b) => a.mean.at(-1)! - b.mean.at(-1)!);
  return `${what}<br>from ${said(sorted[0])}<br>to ${said(sorted.at(-1)!)}`;
}

const deepest = (series: readonly DrawnSeries[]): number => Math.max(...series.map(({ x }) => x.at(-1)!));

export const QUANTITIES: Record<AgainstTheoryQuantity, Words> = {
  relativeVariance: {
    x: "depth L, weight matrices",
    isWhole: true,
    y: "Var(s²) ÷ mean(s²)²",
    title: (series) => ends(`Spread of s² at depth ${deepest(series)}:`, series),
    axis: { rangemode: "tozero" },
  },
  inputGradientCosine: {
    x: "depth, hidden layers",
    isWhole: true,
    y: "cosine of the gradients at two inputs",
    title: (series) => ends(`Cosine of gradients at depth ${deepest(series)}:`, series),
    axis: { autorangeoptions: { include: [0, 1.05] } },
  },
  exponent: {
    x: "direction k, the longest first",
    isWhole: true,
    y: "mean of ln(stretch) per layer",
    title: ([{ mean }]) =>
      mean.length > 1
        ? `Measured, per layer: λ₁ = ${told(mean[0])},<br>λ₂ = ${told(mean[1])}, the last ${told(mean.at(-1)!)}`
        : `Measured, per layer: λ₁ = ${told(mean[0])}`,
  },
  modeStrength: {
    x: "time t = steps × learning rate",
    isWhole: false,
    y: "strength u of the mode",
    title: (series) => {
      const found = series.map(({ name, x, mean }) => {
        const at = x.find((_, i) => Math.abs(mean[i] - mean.at(-1)!) <= 0.1 * Math.abs(mean.at(-1)!))!;
        return { said: `t = ${told(at)} (${name})`, name, isSettled: at <= LATE * x.at(-1)! };
      });
      const settled = found.filter(({ isSettled }) => isSettled).map(({ said }) => said);
      const others = found.filter(({ isSettled }) => !isSettled).map(({ name }) => name);
      return [
        ...(settled.length > 0 ? [`Within 10 % of where it ends from<br>${wrapped(settled)}`] : []),
        ...(others.length > 0 ? [`On its way to the end: ${wrapped(others)}`] : []),
      ].join("<br>");
    },
    axis: { rangemode: "tozero" },
  },
};
