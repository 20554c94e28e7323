import { requireKnownKeys, requireNumber } from "../errors";
import { random } from "../random/random";
import { type SequenceDataset, shownData } from "./dataset";
import { requirePoints } from "./plane";

/** What `adding` takes. */
export interface AddingOptions {
  /** How many sequences, 2 to 1 000 000; default 400. */
  points?: number;
  /** Length of every sequence, 2 to 10 000; default 50. */
  steps?: number;
  /** A whole number from 0 to 2³² − 1. */
  seed: number;
}

/**
 * The adding task: at every step a number from [0, 1) and a mark, 1 at two steps and 0 elsewhere; the target, after the
 * last step, is the sum of the two marked numbers.
 *
 * One mark lies in the first half and one in the second, so the net must remember over about steps/2. Answering 1, the
 * mean, has the squared error 1/6. `inputs` is points × steps × 2, `targets` is points × 1; neither is standardized.
 * @throws InvalidArgument when an option is out of its range
 * @see Hochreiter & Schmidhuber, Neural Computation 9 (1997), experiment 4; in the form of Le, Jaitly & Hinton (2015)
 */
export function adding(options: AddingOptions): SequenceDataset {
  requireKnownKeys("adding options", options, ["points", "steps", "seed"]);
  const points = requirePoints("adding", options.points);
  const steps = requireNumber("adding steps", options.steps ?? 50, { min: 2, max: 10_000, whole: true });
  requireNumber("adding points × steps", points * steps, { max: 2e7 });
  const stream = random(options.seed, "adding");
  const inputs = new Float32Array(points * steps * 2);
  const targets = new Float32Array(points);
  const half = Math.floor(steps / 2);
  for (let i = 0; i < points; i++) {
    const sequence = inputs.subarray(i * steps * 2, (i + 1) * steps * 2);
    for (let t = 0; t < steps; t++) sequence[2 * t] = stream.uniform();
    const marked = [
      Math.floor(stream.uniform() * half),
      half + Math.floor(stream.uniform() * (steps - half)),
    ];
    for (const t of marked) sequence[2 * t + 1] = 1;
    targets[i] = sequence[2 * marked[0]] + sequence[2 * marked[1]];
  }
  const columns = ["number", "mark"];
  return shownData({ name: "adding", inputs, labels: new Int32Array(0), targets, points, steps, features: 2, classes: 0, columns }); // prettier-ignore
}
