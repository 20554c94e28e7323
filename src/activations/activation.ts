import type { Tensor } from "@tensorflow/tfjs";
import type { TensorFlow } from "../backend/backend";

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
  /** f′; at a kink the subgradient that TensorFlow uses. */
  derivative(x: number): number;
  /** The smallest upper bound of |f′| and a point where it is reached (±Infinity where only approached). */
  readonly bound: { readonly value: number; readonly at: number };
  /** Infimum and supremum of f. */
  readonly range: readonly [number, number];
  /** Points where f′ or f″ jumps: quadrature splits there. */
  readonly kinks: readonly number[];
  /** A unit counts as saturated where |f′| is below this (2.5 % of the bound; 0 where f never saturates). */
  readonly saturation: number;
  /** How training and test differ, in one sentence; absent where they do not. */
  readonly modes?: string;
  /** A slope that is learned with the weights: where it starts, and whether a layer or each unit has its own. */
  readonly learnable?: { readonly initial: number; readonly per: "layer" | "unit" };
  /** Second moments over the activation's own randomness in training, E f(x)² and E f′(x)²; absent where it has none. */
  readonly random?: { square(x: number): number; squaredDerivative(x: number): number };
  /** f on tensors, a `Forward`; its types stay out of the published ones, which must not pull in tfjs's. */
  readonly forward: (z: never, context: never) => unknown;
}

/** What an activation may need while tensors run through it. */
export interface ForwardContext {
  tf: TensorFlow;
  /** The learned slopes, one or one per unit; present where the activation has them. */
  learned?: Tensor;
  /** Uniform random numbers in training; absent at test. */
  uniform?: (shape: number[], low: number, high: number) => Tensor;
}

/** How an activation runs on tensors. */
export type Forward = (z: Tensor, context: ForwardContext) => Tensor;

/** The share of the derivative's bound below which a unit counts as saturated. */
export const SATURATION_SHARE = 0.025;
