import { requireNumberList } from "../../errors";
import { type Activation, activation, type ActivationInput } from "../../activations";
import { expectation } from "../../numerics/gaussian";

/** All that wide-net theory needs of an activation: f, f′, where either jumps, and its randomness in training. */
export type Curve = Pick<Activation, "f" | "derivative" | "kinks" | "random">;

/** What `activation` takes, or the reader's own functions; `kinks` defaults to none. */
export type CurveInput = ActivationInput | (Pick<Activation, "f" | "derivative"> & Partial<Curve>);

/**
 * The functions that an input stands for.
 * @throws InvalidArgument that lists the names when it is neither a known activation nor has f and derivative
 */
export function curveOf(input: CurveInput): Curve {
  const own = input as Partial<Curve> | null | undefined;
  if (typeof own?.f === "function" && typeof own.derivative === "function") {
    requireNumberList("activation kinks", own.kinks ?? []);
    return own.kinks ? (own as Curve) : { f: own.f, derivative: own.derivative, kinks: [] };
  }
  return activation(input as ActivationInput);
}

/** The activation as it is at test, where a random slope is its mean. */
export const atTest = ({ f, derivative, kinks }: Curve): Curve => ({ f, derivative, kinks });

/** E φ(z)² for z ~ N(0, q), over a random slope as well. */
export function meanSquaredValue({ f, kinks, random }: Curve, q: number): number {
  return expectation(random?.square ?? ((x) => f(x) ** 2), { variance: q, kinks });
}

/** E φ′(z)² for z ~ N(0, q), over a random slope as well; q = 0 is the limit, where a rectifier has both slopes. */
export function meanSquaredSlope({ derivative, kinks, random }: Curve, q: number): number {
  const square = random?.squaredDerivative ?? ((x: number) => derivative(x) ** 2);
  return expectation(square, { variance: Math.max(q, Number.MIN_VALUE), kinks });
}
