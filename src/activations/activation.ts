import type { Elementwise, ElementwiseGradients } from "./elementwise";

/** An activation function with everything that theory, charts and text need to know of it (float64, no tensors). */
export interface Activation {
  /** Its name in the map of activations. */
  readonly name: string;
  /** Its parameters, such as `{ slope: 0.01 }`; empty where it has none. */
  readonly parameters: Readonly<Record<string, number | string>>;
  /** f in TeX. */
  readonly tex: string;
  /** f′ in TeX. */
  readonly derivativeTex: string;
  /** f, in training-independent form: a learnable slope at its start, a random slope at its test value. */
  f(x: number): number;
  /** f′; at a kink one of the subgradients, TensorFlow's where its own operation decides. */
  derivative(x: number): number;
  /** f″; at a kink that of one side, or a number between the two. */
  secondDerivative(x: number): number;
  /** The smallest upper bound of |f′| and a point where it is reached (±Infinity where only approached). */
  readonly bound: {
    /** The bound of |f′|. */
    readonly value: number;
    /** x at which it is reached. */
    readonly at: number;
  };
  /** Infimum and supremum of f. */
  readonly range: readonly [number, number];
  /** Points where f′ or f″ jumps: quadrature splits there. */
  readonly kinks: readonly number[];
  /** A unit counts as saturated where |f′| is below this (2.5 % of the bound; 0 where f never saturates). */
  readonly saturation: number;
  /** How training and test differ, in one sentence; absent where they do not. */
  readonly modes?: string;
  /** A slope that is learned with the weights: where it starts, and whether a layer or each unit has its own. */
  readonly learnable?: {
    /** The slope before training. */
    readonly initial: number;
    /** Whether all units of a layer share one slope. */
    readonly per: "layer" | "unit";
  };
  /** What the activation's own randomness does in training; absent where it has none. */
  readonly random?: {
    /** E f(x)². */
    square(x: number): number;
    /** E f′(x)². */
    squaredDerivative(x: number): number;
    /** The bound of |f′| over all draws. */
    readonly slopeBound: number;
  };
  /** f on tensors or graph nodes. */
  readonly forward: <T>(z: T, context: ForwardContext<T>) => T;
  /** Whether f is a reader's own function of one number, which no graph can hold. */
  readonly own?: true;
  /** ∂C/∂z from ∂C/∂f(z), on graph nodes. */
  readonly gradient: <T>(upstream: T, context: GradientContext<T>) => T;
  /** ∂C/∂α of the learned slope from ∂C/∂f(z), one number per element, to be summed. */
  readonly learnedGradient?: <T>(upstream: T, context: GradientContext<T>) => T;
}

/** What an activation may need while numbers run through it. */
export interface ForwardContext<T> {
  /** The arithmetic of what the activation runs on: tensors or graph nodes. */
  readonly ops: Elementwise<T>;
  /** The learned slopes, one or one per unit; present where the activation has them. */
  readonly learned?: T;
  /** Uniform random numbers in the shape of z, in training; absent at test. */
  readonly uniform?: (z: T, low: number, high: number) => T;
}

/** What its gradient may need besides; `uniform` gives the numbers that it gave in the forward pass. */
export interface GradientContext<T> extends ForwardContext<T> {
  /** The same arithmetic with TensorFlow's own gradient operations. */
  readonly ops: ElementwiseGradients<T>;
  /** What the activation was applied to. */
  readonly z: T;
  /** What it gave, f(z). */
  readonly a: T;
}

/** The share of the derivative's bound below which a unit counts as saturated. */
export const SATURATION_SHARE = 0.025;
