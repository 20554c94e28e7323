import type { Activation, GradientContext } from "./activation";
import { numbers } from "./numbers";

type Curve = (x: number) => number;

/** An activation as its file writes it: once, on operations. The bound of |f′| and the range may be looked up on f′ and f. */
export interface Written extends Omit<Activation, "f" | "derivative" | "bound" | "range"> {
  bound: Activation["bound"] | ((derivative: Curve) => Activation["bound"]);
  range: Activation["range"] | ((f: Curve) => Activation["range"]);
}

/** One number on its way back; f of it is computed where it is asked for. */
class NumberContext implements GradientContext<number> {
  readonly ops = numbers;

  constructor(
    readonly z: number,
    private readonly f: Curve,
    readonly learned: number | undefined,
  ) {}

  get a(): number {
    return this.f(this.z);
  }
}

/** The record of an activation, with f from `forward` and f′ from `gradient`, both on numbers. */
export function written({ bound, range, ...one }: Written): Activation {
  const { forward, gradient } = one;
  const learned = one.learnable?.initial;
  const context = { ops: numbers, learned };
  const f = (x: number): number => forward(x, context);
  const derivative = (x: number): number => gradient(1, new NumberContext(x, f, learned));
  return {
    ...one,
    f,
    derivative,
    bound: typeof bound === "function" ? bound(derivative) : bound,
    range: typeof range === "function" ? range(f) : range,
  };
}
