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
  y: string;
  /** Of the measured series. */
  title: (series: readonly DrawnSeries[]) => string;
  /** Options of the y axis. */
  axis?: Json;
}

/** A number of ordinary size, in which rounding errors of 0 are 0. */
const told = (value: number): string => (Math.abs(value) < 5e-4 ? "0" : pretty(value, 2));

/** "…: a (this), b (that)", at the end of each series. */
const ends = (what: string, series: readonly DrawnSeries[]): string =>
  `${what}<br>${wrapped(series.map(({ name, mean }) => `${told(mean.at(-1)!)} (${name})`))}`;

const deepest = (series: readonly DrawnSeries[]): number => Math.max(...series.map(({ x }) => x.at(-1)!));

export const QUANTITIES: Record<AgainstTheoryQuantity, Words> = {
  relativeVariance: {
    x: "depth L, weight matrices",
    y: "Var(s²) ÷ mean(s²)²",
    title: (series) => ends(`Spread of s² at depth ${deepest(series)}:`, series),
    axis: { rangemode: "tozero" },
  },
  inputGradientCosine: {
    x: "depth, hidden layers",
    y: "cosine of the gradients at two inputs",
    title: (series) => ends(`Cosine of gradients at depth ${deepest(series)}:`, series),
    axis: { range: [-0.2, 1.05] },
  },
  exponent: {
    x: "direction k, the longest first",
    y: "mean of ln(stretch) per layer",
    title: ([{ mean }]) =>
      mean.length > 1
        ? `Per layer: λ₁ = ${told(mean[0])},<br>λ₂ = ${told(mean[1])}, the last ${told(mean.at(-1)!)}`
        : `Per layer: λ₁ = ${told(mean[0])}`,
  },
  modeStrength: {
    x: "time t = steps × learning rate",
    y: "strength u of the mode",
    title: (series) => {
      const halves = series.map(({ name, x, mean }) => {
        const half = x.find((_, i) => mean[i] >= 0.5 * mean.at(-1)!);
        return `t = ${told(half ?? x.at(-1)!)} (${name})`;
      });
      return `Half of what it learned in the end at<br>${wrapped(halves)}`;
    },
    axis: { rangemode: "tozero" },
  },
};
