import { requireKnownKeys, requireNumber } from "../errors";
import { random } from "../random/random";
import { type SequenceDataset, shownData } from "./dataset";
import { requireNoise, requirePoints } from "./plane";

/** What `delayedRecall` takes. */
export interface DelayedRecallOptions {
  /** How many sequences, 2 to 1 000 000; default 400. */
  points?: number;
  /** Steps between the symbol and the cue, 0 to 10 000; default 20. */
  delay?: number;
  /** How many symbols there are, each a class, 2 to 100; default 2. */
  classes?: number;
  /** Standard deviation of what the symbols' inputs show during the delay, 0 to 1; default 0.1. */
  noise?: number;
  /** A whole number from 0 to 2³² − 1. */
  seed: number;
}

const KEYS = ["points", "delay", "classes", "noise", "seed"];

/**
 * Delayed recall: a symbol at the first step, noise for `delay` steps, then a cue at which the symbol must be named.
 *
 * `inputs` is points × steps × features with steps = delay + 2 and features = classes + 1: the symbol one-hot, and the
 * cue (1 at the last step). Not standardized. Classes take turns, so that each has its equal share.
 * @throws InvalidArgument when an option is out of its range
 * @see Bengio, Simard & Frasconi, IEEE Trans. Neural Networks 5 (1994), whose latching problem this is with a cue
 */
export function delayedRecall(options: DelayedRecallOptions): SequenceDataset {
  requireKnownKeys("delayedRecall options", options, KEYS);
  const points = requirePoints("delayedRecall", options.points);
  const delay = requireNumber("delayedRecall delay", options.delay ?? 20, { min: 0, max: 1e4, whole: true });
  const classes = requireNumber("delayedRecall classes", options.classes ?? 2, { min: 2, max: 100, whole: true }); // prettier-ignore
  const noise = requireNoise("delayedRecall", options.noise, 0.1);
  const [steps, features] = [delay + 2, classes + 1];
  requireNumber("delayedRecall points × steps × features", points * steps * features, { max: 4e7 });
  const stream = random(options.seed, "delayedRecall");
  const inputs = new Float32Array(points * steps * features);
  const labels = Int32Array.from({ length: points }, (_, i) => i % classes);
  for (let i = 0; i < points; i++) {
    const sequence = inputs.subarray(i * steps * features, (i + 1) * steps * features);
    sequence[labels[i]] = 1;
    for (let t = 1; t <= delay; t++) {
      for (let j = 0; j < classes; j++) sequence[t * features + j] = noise * stream.normal();
    }
    sequence[steps * features - 1] = 1;
  }
  const classNames = Array.from({ length: classes }, (_, j) => `symbol ${j + 1}`);
  const columns = [...classNames, "cue"];
  return shownData({
    name: "delayed recall",
    inputs,
    labels,
    points,
    steps,
    features,
    classes,
    classNames,
    columns,
  });
}
