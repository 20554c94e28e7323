import { type Activation, activation, type ActivationInput } from "../activations";

/** All that wide-net theory needs of an activation: f, f′ and where either jumps. */
export type Curve = Pick<Activation, "f" | "derivative" | "kinks">;

/** What `activation` takes, or the reader's own functions; `kinks` defaults to none. */
export type CurveInput = ActivationInput | (Pick<Activation, "f" | "derivative"> & Partial<Curve>);

/**
 * The functions that an input stands for.
 * @throws InvalidArgument that lists the names when it is neither a known activation nor has f and derivative
 */
export function curveOf(input: CurveInput): Curve {
  const own = input as Partial<Curve> | null | undefined;
  if (typeof own?.f === "function" && typeof own.derivative === "function") {
    return own.kinks ? (own as Curve) : { f: own.f, derivative: own.derivative, kinks: [] };
  }
  return activation(input as ActivationInput);
}
