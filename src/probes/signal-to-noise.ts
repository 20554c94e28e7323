import { requireNet } from "../architecture/require-net";
import { requireBatchStatistics } from "../architecture/batch-statistics";
import { requireRoomForExamples } from "../architecture/memory";
import type { Net } from "../architecture/net";
import { batches } from "../data/batch";
import { type Dataset, requireDataset } from "../data/dataset";
import type { Floats } from "../numerics/norm";
import { withPass } from "../engine/with-pass";
import { requireKnownKeys, requireNumber } from "../errors";
import { random } from "../random/random";

/** How far one layer's gradient stands out from its scatter between batches. */
export interface LayerSignalToNoise {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  layer: number;
  /** ‖mean of ∂C/∂W over batches‖. */
  signal: number;
  /** Root of the summed variances of the entries over batches (unbiased). */
  noise: number;
  /** signal ÷ noise; Infinity without noise, 0 without either. Pure noise gives about 1/√batches. */
  ratio: number;
}

/**
 * The gradient's mean over random batches against its standard deviation, layer by layer; changes nothing.
 * Every batch has dropout masks and random slopes of its own, as in training.
 * Cost: one backward pass per batch.
 * @param options.batch examples per batch, 1 to the number of points; default 32, or all where there are fewer
 * @param options.batches how many, 2 to 10 000; default 20
 * @param options.seed of the shuffling; default the net's own
 * @throws InvalidArgument when the data does not fit the net or an option is out of range
 */
export function gradientSignalToNoise(
  net: Net,
  data: Dataset,
  options: { batch?: number; batches?: number; seed?: number } = {},
): LayerSignalToNoise[] {
  requireKnownKeys("gradientSignalToNoise options", options, ["batch", "batches", "seed"]);
  requireNet("gradientSignalToNoise net", net);
  requireDataset(data, net.description);
  const whole = { min: 1, max: data.points, whole: true };
  const batch = requireNumber(
    "gradientSignalToNoise batch",
    options.batch ?? Math.min(32, data.points),
    whole,
  );
  const count = requireNumber("gradientSignalToNoise batches", options.batches ?? 20, {
    min: 2,
    max: 10_000,
    whole: true,
  });
  const seed = requireNumber("gradientSignalToNoise seed", options.seed ?? net.description.seed, {
    min: 0,
    max: 2 ** 32 - 1,
    whole: true,
  });
  requireRoomForExamples("gradientSignalToNoise batch", net.description, batch);
  requireBatchStatistics("gradientSignalToNoise batch", net.description, batch);
  const source = batches(data, batch, random(seed, "batches"));
  const moments = net.parameters.map(({ weights }) => new Moments(weights.length));
  for (let i = 0; i < count; i++) {
    withPass(net, source.next().value, { training: true, step: i }, ({ layers }) =>
      layers.forEach(({ weightGradient }, l) => moments[l].add(weightGradient)),
    );
  }
  return moments.map((layer, i) => layer.summary(i + 1));
}

/** Mean and scatter of vectors that come one by one (Welford 1962). */
class Moments {
  private readonly mean: Float64Array;
  private squares = 0;
  private count = 0;

  constructor(length: number) {
    this.mean = new Float64Array(length);
  }

  add(values: Floats): void {
    this.count++;
    for (let i = 0; i < values.length; i++) {
      const off = values[i] - this.mean[i];
      this.mean[i] += off / this.count;
      this.squares += off * (values[i] - this.mean[i]);
    }
  }

  summary(layer: number): LayerSignalToNoise {
    const signal = Math.sqrt(this.mean.reduce((sum, value) => sum + value * value, 0));
    const noise = Math.sqrt(this.squares / (this.count - 1));
    return { layer, signal, noise, ratio: signal === 0 ? 0 : signal / noise };
  }
}
