import type { Net } from "../../architecture/net";
import { LARGE } from "./ops";

/** What a step of a graph takes, in seconds: for each layer, and for each multiplication. */
const LAYER = 25e-6;
const PRODUCT = 4e-11;
/** Numbers of a weight matrix, on average, below which a net is the kernels' ground. */
const SMALL = 2 ** 11;
/** What a run takes at least for XLA's share of it to be well above what compiling takes: for every net, and for each layer. */
const LEAST = 10;
const LEAST_PER_LAYER = 0.5;

/**
 * Whether a training is long enough for XLA to compile its steps, which takes seconds and saves a fifth to a third of a step.
 * Told from sizes alone, so that the same run is always run alike. Wide nets' steps are products, which compiling leaves as they
 * are, and a call has few of them.
 */
export function isLong({ layers }: Net, size: number, steps: number): boolean {
  const weights = layers.reduce((sum, { fanIn, fanOut }) => sum + fanIn * fanOut, 0);
  const seconds = steps * (layers.length * LAYER + 3 * size * weights * PRODUCT);
  const average = weights / layers.length;
  return average >= SMALL && average < LARGE && seconds > LEAST + layers.length * LEAST_PER_LAYER;
}
