import { InvalidArgument, requireKnownKeys, requireNumberList } from "../errors";
import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";

/** A reader's own activation. */
export interface CustomActivation {
  /** A name of its own, for texts and charts; default "custom". */
  name?: string;
  /** The function itself, float64 to float64. */
  f: (x: number) => number;
  /** f′; checked against finite differences of f. */
  derivative: (x: number) => number;
  /** Points where f′ or f″ jumps; theory needs them for its precision. Default none. */
  kinks?: ArrayLike<number>;
}

const KEYS = ["name", "f", "derivative", "kinks"];
/** Where f is looked at: fine enough to find a bound of |f′|, and odd enough to miss a kink at a round number. */
const GRID = Array.from({ length: 4001 }, (_, i) => (i - 2000) * 0.01 + 0.00123);
const STEP = 1e-5;

/**
 * Makes an activation of a reader's own f and f′; tensors run through them element by element, which is slow.
 * @throws InvalidArgument when f or f′ is not a function with finite values, or f′ is not the derivative of f
 */
export function customActivation(own: CustomActivation): Activation {
  requireKnownKeys("activation", own, KEYS);
  const { name = "custom", f, derivative } = own;
  if (typeof name !== "string") throw new InvalidArgument("activation name", "must be a string", name);
  const kinks = requireNumberList("activation kinks", own.kinks ?? []);
  for (const [key, value] of Object.entries({ f, derivative })) {
    if (typeof value !== "function")
      throw new InvalidArgument(`activation ${key}`, "must be a function of one number", value);
  }
  requireDerivative(f, derivative, kinks);
  const at = GRID.reduce((best, x) => (Math.abs(derivative(x)) > Math.abs(derivative(best)) ? x : best), 0);
  const secondDerivative = (x: number): number => differenceOf(derivative, x, kinks);
  const bound = { value: Math.abs(derivative(at)), at };
  return {
    name,
    parameters: {},
    tex: "f(x)",
    derivativeTex: "f'(x)",
    f,
    derivative,
    secondDerivative,
    bound,
    range: [-Infinity, Infinity],
    kinks,
    saturation: SATURATION_SHARE * bound.value,
    own: true,
    forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.pointwise!(z, f, derivative),
    gradient: <T>(upstream: T, { ops, z }: GradientContext<T>): T =>
      ops.mul(upstream, ops.pointwise!(z, derivative, secondDerivative)),
  };
}

/**
 * f″ by central differences of f′ of fourth order, which do not reach over a kink: their error is about 10⁻¹¹ where f
 * and its derivatives are of order 1 and no kink is near.
 */
function differenceOf(
  derivative: CustomActivation["derivative"],
  x: number,
  kinks: readonly number[],
): number {
  const distance = Math.min(Infinity, ...kinks.map((kink) => Math.abs(x - kink)));
  if (distance < 1e-6) return differenceOf(derivative, x - 1e-5, kinks);
  const h = Math.min(1e-3, distance / 3);
  const across = (step: number): number => derivative(x + step) - derivative(x - step);
  return (8 * across(h) - across(2 * h)) / (12 * h);
}

function requireDerivative(
  f: CustomActivation["f"],
  derivative: CustomActivation["derivative"],
  kinks: readonly number[],
): void {
  for (let i = 0; i < GRID.length; i += 97) {
    const x = GRID[i];
    const slope = derivative(x);
    if (!Number.isFinite(f(x)) || !Number.isFinite(slope)) {
      throw new InvalidArgument(
        "activation",
        `must have finite f and derivative from −20 to 20, also at ${x}`,
        slope,
      );
    }
    if (kinks.some((kink) => Math.abs(x - kink) < 2 * STEP)) continue;
    const difference = (f(x + STEP) - f(x - STEP)) / (2 * STEP);
    if (Math.abs(difference - slope) > 1e-4 * Math.max(1, Math.abs(slope))) {
      throw new InvalidArgument(
        "activation derivative",
        `must be the derivative of f: at x = ${x} finite differences give ${difference.toPrecision(6)}`,
        slope,
      );
    }
  }
}
