import { hypotenuse } from "../numerics/hypotenuse";

/** The arithmetic an update rule is written in, so that one formula runs on numbers and on tensors. */
export interface Arithmetic<T> {
  /** a + b */
  add(a: T, b: T): T;
  /** a ÷ b */
  div(a: T, b: T): T;
  /** √(a² + b²), also where a square has left the range: a mean square is kept by its root. */
  hypot(a: T, b: T): T;
  /** factor · a */
  scale(a: T, factor: number): T;
  /** factor(step) · a, for factors that change over the run; the step is counted from 1. */
  scaleAtStep(a: T, factor: (step: number) => number): T;
  /** √Σa², one number. */
  norm(a: T): T;
  /** a + constant */
  shift(a: T, constant: number): T;
}

/** A rule that turns gradients into changes of the weights. */
export interface Optimizer {
  /** Its name in the map of optimizers. */
  readonly name: string;
  /** Its parameters, the learning rate among them. */
  readonly parameters: Readonly<Record<string, number>>;
  /** The update in TeX, η the rate and g the gradient. */
  readonly tex: string;
  /** λ of a weight decay beside the gradient, w ← w − ηλw, for weight matrices; absent where there is none. */
  readonly decay?: number;
  /** What each slot (running average) starts from; one entry per slot. */
  readonly slots: readonly number[];
  /** One update of a weight: w ← w − change. */
  update<T>(
    ops: Arithmetic<T>,
    gradient: T,
    slots: readonly T[],
  ): {
    /** What is subtracted from the weight. */
    change: T;
    /** The running averages after the update. */
    slots: T[];
  };
}

/** A rule's learning rate; 1 for a reader's own rule that names none. */
export const rateOf = ({ parameters }: Optimizer): number => parameters["rate"] ?? 1;

/** Arithmetic on plain numbers (float64) at a step; 0/0 is taken as 0, the limit for a gradient that is 0 throughout. */
export const numbers = (step: number): Arithmetic<number> => ({
  add: (a, b) => a + b,
  div: (a, b) => (a === 0 ? 0 : a / b),
  hypot: hypotenuse,
  norm: Math.abs,
  scale: (a, factor) => a * factor,
  scaleAtStep: (a, factor) => a * factor(step),
  shift: (a, constant) => a + constant,
});
