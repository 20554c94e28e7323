import { requireKnownKeys, requireNumber } from "../errors";
import { random } from "../random/random";
import { type Dataset, standardize, shownData } from "./dataset";
import { requirePoints } from "./plane";

/** What `blobs` takes. */
export interface BlobsOptions {
  /** How many points, 2 to 1 000 000; default 400. */
  points?: number;
  /** How many blobs, each a class, 2 to 100; default 3. */
  classes?: number;
  /** Numbers per point, 1 to 1000; default 2. */
  features?: number;
  /** Standard deviation of a blob in every direction, 0 to 10; default 0.15. The centres lie within ±1. */
  spread?: number;
  /** A whole number from 0 to 2³² − 1. */
  seed: number;
}

/**
 * Gaussian blobs: equal, round normal distributions around centres drawn uniformly from [−1, 1] in every direction;
 * all columns standardized to mean 0 and variance 1.
 * @throws InvalidArgument when an option is out of its range
 */
export function blobs(options: BlobsOptions): Dataset {
  requireKnownKeys("blobs options", options, ["points", "classes", "features", "spread", "seed"]);
  const points = requirePoints("blobs", options.points);
  const classes = requireNumber("blobs classes", options.classes ?? 3, { min: 2, max: 100, whole: true });
  const features = requireNumber("blobs features", options.features ?? 2, { min: 1, max: 1000, whole: true });
  requireNumber("blobs points × features", points * features, { max: 5e7 });
  const spread = requireNumber("blobs spread", options.spread ?? 0.15, { min: 0, max: 10 });
  const place = random(options.seed, "blobs", "centres");
  const centres = Float64Array.from({ length: classes * features }, () => 2 * place.uniform() - 1);
  const scatter = random(options.seed, "blobs", "points");
  const values = Float64Array.from({ length: points * features }, (_, k) => {
    const label = Math.floor(k / features) % classes;
    return centres[label * features + (k % features)] + spread * scatter.normal();
  });
  standardize(values, features);
  const labels = Int32Array.from({ length: points }, (_, i) => i % classes);
  return shownData({ name: "blobs", inputs: Float32Array.from(values), labels, points, features, classes });
}
