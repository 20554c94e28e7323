import { belowZero } from "./elementwise";
import { InvalidArgument, requireKnownKeys, requireNumber } from "../errors";
import type { Activation, ForwardContext, GradientContext } from "./activation";
import { rectifier } from "./leaky-relu";
import { written } from "./written";

/**
 * The randomized rectifier (Xu, Wang, Chen & Li 2015): in training each negative element gets a slope of its own,
 * uniform on [lower, upper]; at test all get the mean (lower + upper)/2.
 * @param options.lower default 1/8
 * @param options.upper default 1/3
 * @throws InvalidArgument when a bound is not a number from 0 to 1, or lower > upper
 */
export function rrelu(options: { lower?: number; upper?: number } = {}): Activation {
  requireKnownKeys("rrelu options", options, ["lower", "upper"]);
  const lower = requireNumber("rrelu lower", options.lower ?? 1 / 8, { min: 0, max: 1 });
  const upper = requireNumber("rrelu upper", options.upper ?? 1 / 3, { min: 0, max: 1 });
  if (lower > upper) throw new InvalidArgument("rrelu lower", `must not exceed upper (${upper})`, lower);
  const mean = (lower + upper) / 2;
  const meanSquare = (lower ** 2 + lower * upper + upper ** 2) / 3;
  return written({
    name: "rrelu",
    parameters: { lower, upper },
    tex: "f(x) = \\begin{cases} x & x > 0 \\\\ \\alpha x & x \\le 0 \\end{cases} \\quad \\alpha \\sim U[l, u]",
    derivativeTex: "f'(x) = \\begin{cases} 1 & x > 0 \\\\ \\alpha & x \\le 0 \\end{cases}",
    ...rectifier(mean),
    modes: "In training the slope is drawn anew for every element; at test it is the mean of the bounds.",
    random: randomSlope(meanSquare, upper),
    gradient: <T>(upstream: T, { ops, z, uniform }: GradientContext<T>): T =>
      belowZero(ops, upstream, z, (kept) => ops.mul(kept, uniform ? uniform(z, lower, upper) : mean)),
    forward: <T>(z: T, { ops, uniform }: ForwardContext<T>): T =>
      ops.add(ops.relu(z), ops.mul(ops.minimum(z, 0), uniform ? uniform(z, lower, upper) : mean)),
  });
}

/**
 * The randomized rectifier in the form of its paper (Xu, Wang, Chen & Li 2015): x/a below 0, in training with a uniform
 * on [lower, upper] for each element, at test with their mean, x·2/(lower + upper). That is not the mean slope, which is
 * E[1/a] = ln(upper/lower)/(upper − lower).
 * @param options.lower above 0; default 3
 * @param options.upper up to 1000; default 8
 * @throws InvalidArgument when a bound is out of range, or lower > upper
 */
export function rreluDivisor(options: { lower?: number; upper?: number } = {}): Activation {
  requireKnownKeys("rreluDivisor options", options, ["lower", "upper"]);
  const lower = requireNumber("rreluDivisor lower", options.lower ?? 3, { above: 0, max: 1000 });
  const upper = requireNumber("rreluDivisor upper", options.upper ?? 8, { above: 0, max: 1000 });
  if (lower > upper)
    throw new InvalidArgument("rreluDivisor lower", `must not exceed upper (${upper})`, lower);
  const slope = 2 / (lower + upper);
  return written({
    name: "rreluDivisor",
    parameters: { lower, upper },
    tex: "f(x) = \\begin{cases} x & x > 0 \\\\ x / a & x \\le 0 \\end{cases} \\quad a \\sim U[l, u]",
    derivativeTex: "f'(x) = \\begin{cases} 1 & x > 0 \\\\ 1 / a & x \\le 0 \\end{cases}",
    ...rectifier(slope),
    modes: "In training the divisor is drawn anew for every element; at test it is the mean of the bounds.",
    // E[1/a²] over U[l, u] is 1/(l·u).
    random: randomSlope(1 / (lower * upper), 1 / lower),
    gradient: <T>(upstream: T, { ops, z, uniform }: GradientContext<T>): T =>
      belowZero(ops, upstream, z, (kept) => ops.div(kept, uniform ? uniform(z, lower, upper) : 1 / slope)),
    forward: <T>(z: T, { ops, uniform }: ForwardContext<T>): T =>
      ops.add(ops.relu(z), ops.div(ops.minimum(z, 0), uniform ? uniform(z, lower, upper) : 1 / slope)),
  });
}

/** What a rectifier does in training whose slope below 0 has the given mean square and maximum. */
const randomSlope = (meanSquare: number, largest: number): Activation["random"] => ({
  slopeBound: Math.max(1, largest),
  square: (x) => (x > 0 ? 1 : meanSquare) * x * x,
  squaredDerivative: (x) => (x > 0 ? 1 : meanSquare),
});
