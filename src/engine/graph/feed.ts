import { classesOf } from "../../architecture/loss";
import type { Ending } from "../../architecture/output";
import type { Net } from "../../architecture/net";
import type { Batch } from "../../data/dataset";
import { type Draw, drawNoise } from "../pass/draws";
import type { FeedValue } from "./model";

type Numbers = Float32Array | Int32Array;

/** Arrays one after another; of float32 where there are none. */
export function stack<T extends Numbers = Float32Array>(
  parts: readonly T[],
  type: new (length: number) => T = Float32Array as never,
): T {
  if (parts.length === 1) return parts[0];
  const all = new type(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => {
    all.set(part, at);
    return at + part.length;
  }, 0);
  return all;
}

/** The classes of a batch, also where targets tell them; −1, which no output predicts, where there are none. */
export const fedLabels = (ending: Ending, batch: Batch): Int32Array =>
  Int32Array.from(classesOf(ending, batch) ?? new Int32Array(batch.size).fill(-1));

/**
 * The random numbers of some steps, as the reference draws them: a stream for each step, layer by layer.
 * @param rows how many steps the tables have room for; default as many
 */
export function fedNoise(
  net: Net,
  draws: readonly Draw[],
  steps: readonly number[],
  size: number,
  rows = steps.length,
): Record<string, FeedValue> {
  if (draws.length === 0) return {};
  const fed: Record<string, FeedValue> = {};
  const shapes = draws.map(({ layer }) => size * net.layers[layer].fanOut);
  draws.forEach(({ name, layer }, d) => {
    fed[name] = {
      values: new Float32Array(rows * shapes[d]),
      shape: [rows, size, net.layers[layer].fanOut],
    };
  });
  steps.forEach((step, k) => {
    const part = (d: number): Float32Array => {
      const values = fed[draws[d].name].values as Float32Array;
      return values.subarray(k * shapes[d], (k + 1) * shapes[d]);
    };
    drawNoise(draws, { seed: net.description.seed, step }, part);
  });
  return fed;
}
