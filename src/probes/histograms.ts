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
  /** The layer's name in a tf.LayersModel. */
  name?: string;
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
  /** "activation", "preactivation", "gradient" or "delta". */
  quantity: HistogramQuantity;
  /** How many, 1 to 10 000; default 40. */
  bins?: number;
}

const QUANTITIES: Record<HistogramQuantity, { read: (layer: LayerPass) => Floats; logarithmic: boolean }> = {
  activation: { read: (layer: LayerPass) => layer.activation, logarithmic: false },
  preactivation: { read: (layer: LayerPass) => layer.preactivation, logarithmic: false },
  gradient: { read: (layer: LayerPass) => layer.weightGradient, logarithmic: true },
  delta: { read: (layer: LayerPass) => layer.delta, logarithmic: true },
};

/**
 * Counts each layer's numbers in equal bins from the least to the greatest: activations and pre-activations as they are, ∂C/∂W and δ by
 * log₁₀ of the absolute value. One backward pass over all the data, as training would; changes nothing.
 * @throws InvalidArgument when the data does not fit the net or an option is not known
 */
export function histograms(net: Net, data: Dataset, options: HistogramOptions): LayerHistogram[] {
  const histogramOf = histogramBy(options);
  requireNet("histograms net", net);
  requireDataset(data, net.description);
  requireRoomForExamples("histograms data", net.description, data.points);
  requireBatchStatistics("histograms data", net.description, data.points);
  return withPass(net, batchOf(data), { training: true }, ({ layers }) => layers.map(histogramOf));
}

/**
 * Counts one layer's numbers.
 * @throws InvalidArgument when an option is not known
 */
export function histogramBy(options: HistogramOptions): (layer: LayerPass) => LayerHistogram {
  requireKnownKeys("histograms options", options, ["quantity", "bins"]);
  const names = Object.keys(QUANTITIES) as HistogramQuantity[];
  const { read, logarithmic } = QUANTITIES[requireChoice("histograms quantity", options.quantity, names)];
  const bins = requireNumber("histograms bins", options.bins ?? 40, { min: 1, max: 10_000, whole: true });
  return (layer) => histogram(read(layer), layer.plan.index, logarithmic, bins);
}

function histogram(values: Floats, layer: number, logarithmic: boolean, bins: number): LayerHistogram {
  const finite = values.filter(Number.isFinite);
  const nonZero = finite.filter((value) => value !== 0);
  const [zeros, nonFinite] = [finite.length - nonZero.length, values.length - finite.length];
  const binned = logarithmic ? Float64Array.from(nonZero, (x) => Math.log10(Math.abs(x))) : finite;
  if (binned.length === 0) return { layer, logarithmic, edges: [], counts: [], zeros, nonFinite };
  let [low, high] = [Infinity, -Infinity];
  for (const x of binned) [low, high] = [Math.min(low, x), Math.max(high, x)];
  // Equal numbers get bins of width 1 / bins around them.
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const counts = Array.from({ length: bins }, () => 0);
  for (const x of binned) counts[Math.min(bins - 1, Math.floor(((x - low) / (high - low)) * bins))]++;
  const edges = Array.from({ length: bins + 1 }, (_, i) => low + ((high - low) * i) / bins);
  return { layer, logarithmic, edges, counts, zeros, nonFinite };
}
