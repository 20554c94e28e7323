import { requireNet } from "../architecture/require-net";
import { requireBatchStatistics } from "../architecture/batch-statistics";
import { requireRoomForExamples } from "../architecture/memory";
import type { Net } from "../architecture/net";
import { batchOf } from "../data/batch";
import { type Dataset, requireDataset } from "../data/dataset";
import type { LayerPass } from "../engine/executor";
import type { Floats } from "../numerics/norm";
import { withPass } from "../engine/with-pass";
import { requireChoice, requireKnownKeys, requireNumber } from "../errors";

/** How the numbers of one layer are spread. */
export interface LayerHistogram {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  layer: number;
  /** Whether it is the output layer. */
  isOutput?: boolean;
  /** The layer's name in a tf.LayersModel. */
  name?: string;
  /** What was counted. */
  quantity: HistogramQuantity;
  /** Whether the bins are of log₁₀ of the absolute value. */
  logarithmic: boolean;
  /** Bin i runs from edges[i] to edges[i + 1], of equal widths; empty where there is nothing to bin. */
  edges: number[];
  /** How many values each bin holds. */
  counts: number[];
  /** Exact zeros, which logarithmic bins leave out. */
  zeros: number;
  /** NaN and infinite numbers, which no bin holds. */
  nonFinite: number;
}

/** Activations, pre-activations (which φ is applied to), ∂C/∂W or δ. */
export type HistogramQuantity = "activation" | "preactivation" | "gradient" | "delta";

/** What `histograms` takes. */
export interface HistogramOptions {
  /** "activation", "preactivation", "gradient" or "delta"; default "delta". */
  quantity?: HistogramQuantity;
  /** How many, 1 to 10 000; default 40. */
  bins?: number;
}

/** What can be counted, what a chart calls it, and whether its bins are logarithmic. */
export const HISTOGRAMS: Record<
  HistogramQuantity,
  { read: (layer: LayerPass) => Floats; symbol: string; logarithmic: boolean }
> = {
  activation: { read: ({ activation }) => activation, symbol: "activation", logarithmic: false },
  preactivation: { read: ({ preactivation }) => preactivation, symbol: "pre-activation", logarithmic: false },
  gradient: { read: ({ weightGradient }) => weightGradient, symbol: "∂C/∂W", logarithmic: true },
  delta: { read: ({ delta }) => delta, symbol: "δ", logarithmic: true },
};

/**
 * Counts each layer's numbers in equal bins from the least to the greatest: activations and pre-activations as they are, ∂C/∂W and δ by
 * log₁₀ of the absolute value. One backward pass over all the data, as training would; changes nothing.
 * @throws InvalidArgument when the data does not fit the net or an option is not known
 */
export function histograms(net: Net, data: Dataset, options: HistogramOptions = {}): LayerHistogram[] {
  const histogramOf = histogramBy(options);
  requireNet("histograms net", net);
  requireDataset(data, net.description);
  requireRoomForExamples("histograms data", net.description, data.points);
  requireBatchStatistics("histograms data", net.description, data.points);
  return withPass(net, batchOf(data), { training: true }, ({ layers }) =>
    layers.map((layer, i) => ({ ...histogramOf(layer), isOutput: i === layers.length - 1 })),
  );
}

/**
 * Counts one layer's numbers.
 * @throws InvalidArgument when an option is not known
 */
export function histogramBy(options: HistogramOptions): (layer: LayerPass) => LayerHistogram {
  requireKnownKeys("histograms options", options, ["quantity", "bins"]);
  const { quantity = "delta" } = options;
  requireChoice("histograms quantity", quantity, Object.keys(HISTOGRAMS) as HistogramQuantity[]);
  const bins = requireNumber("histograms bins", options.bins ?? 40, { min: 1, max: 10_000, whole: true });
  return (layer) => histogram(layer, quantity, bins);
}

function histogram(pass: LayerPass, quantity: HistogramQuantity, bins: number): LayerHistogram {
  const { read, logarithmic } = HISTOGRAMS[quantity];
  const values = read(pass);
  const finite = values.filter(Number.isFinite);
  const nonZero = finite.filter((value) => value !== 0);
  const [zeros, nonFinite] = [finite.length - nonZero.length, values.length - finite.length];
  const binned = logarithmic ? Float64Array.from(nonZero, (x) => Math.log10(Math.abs(x))) : finite;
  const of = { layer: pass.plan.index, quantity, logarithmic, zeros, nonFinite };
  if (binned.length === 0) return { ...of, edges: [], counts: [] };
  let [low, high] = [Infinity, -Infinity];
  for (const x of binned) [low, high] = [Math.min(low, x), Math.max(high, x)];
  // Equal numbers get bins of width 1 / bins around them.
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const counts = Array.from({ length: bins }, () => 0);
  for (const x of binned) counts[Math.min(bins - 1, Math.floor(((x - low) / (high - low)) * bins))]++;
  const edges = Array.from({ length: bins + 1 }, (_, i) => low + ((high - low) * i) / bins);
  return { ...of, edges, counts };
}
