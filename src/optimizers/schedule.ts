import { requireKnownKeys, requireNumber } from "../errors";
import { cos } from "../numerics/elementary";
import { wholePower } from "../numerics/whole-power";

/** The factor on the learning rate at a step (from 0) of a run of `steps`. */
export type Schedule = (step: number, steps: number) => number;

/**
 * The rate falls to `share` of itself after every `every` steps.
 * @param options.every steps, 1 up
 * @param options.share above 0 up to 1; default 0.1
 */
export function stepDecay(options: { every: number; share?: number }): Schedule {
  requireKnownKeys("stepDecay options", options, ["every", "share"]);
  const every = requireNumber("stepDecay every", options.every, { min: 1, whole: true });
  const share = requireNumber("stepDecay share", options.share ?? 0.1, { above: 0, max: 1 });
  return (step) => wholePower(share, Math.floor(step / every));
}

/**
 * The rate falls along half a cosine from 1 to `end` (Loshchilov & Hutter 2017, eq. 5, without restarts).
 * @param options.end the last factor, 0 up to 1; default 0
 */
export function cosine(options: { end?: number } = {}): Schedule {
  requireKnownKeys("cosine options", options, ["end"]);
  const end = requireNumber("cosine end", options.end ?? 0, { min: 0, max: 1 });
  return (step, steps) => end + ((1 - end) * (1 + cos((Math.PI * step) / Math.max(1, steps - 1)))) / 2;
}

/**
 * The rate rises from 0 in a straight line over the first steps, then follows another schedule.
 * @param options.steps how many, 1 up
 * @param options.after default a constant rate
 */
export function warmup(options: { steps: number; after?: Schedule }): Schedule {
  requireKnownKeys("warmup options", options, ["steps", "after"]);
  const rise = requireNumber("warmup steps", options.steps, { min: 1, whole: true });
  const after = options.after ?? (() => 1);
  return (step, steps) => (step < rise ? (step + 1) / rise : after(step - rise, Math.max(1, steps - rise)));
}
