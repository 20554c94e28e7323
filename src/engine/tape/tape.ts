import type { Elementwise } from "../../activations/elementwise";
import { numbers } from "../../activations/numbers";
import { SELU_ALPHA, SELU_SCALE } from "../../activations/selu-constants";
import { exp, tanh } from "../../numerics/elementary";
import { innerProducts, transposed } from "../../numerics/matrix-product";

/** A matrix of float32 numbers, row by row, that knows how to hand its gradient on to what it was made of. */
export class Value {
  /** ∂C/∂values, which those who took them add to. */
  readonly gradient: Float32Array;

  constructor(
    readonly values: Float32Array,
    readonly columns: number,
    /** Adds this gradient's share to those of what it was made of. */
    readonly handOn: () => void = () => {},
  ) {
    this.gradient = new Float32Array(values.length);
  }

  get rows(): number {
    return this.values.length / this.columns;
  }

  /** Adds a share to the gradient. */
  receive(share: Float64Array): void {
    for (let k = 0; k < share.length; k++) this.gradient[k] += share[k];
  }
}

/** ∂f in one operand, from the operands and f. */
type Slope = (a: number, b: number, f: number) => number;

/** The error function's slope at 0. */
const ERF = 2 / Math.sqrt(Math.PI);

/**
 * Notes every operation on its way forward, so that `backward` can go through them the other way round (reverse-mode automatic
 * differentiation; Linnainmaa 1970). It knows the slopes of single operations and of nothing else. Results are rounded to float32.
 */
export class Tape implements Elementwise<Value> {
  private readonly noted: Value[] = [];

  add = (a: Value, b: Value | number): Value => this.both(a, b, (x, y) => x + y, () => 1, () => 1); // prettier-ignore
  sub = (a: Value | number, b: Value): Value => this.both(a, b, (x, y) => x - y, () => 1, () => -1); // prettier-ignore
  mul = (a: Value, b: Value | number): Value => this.both(a, b, (x, y) => x * y, (_, y) => y, (x) => x); // prettier-ignore
  div = (a: Value, b: Value | number): Value => this.both(a, b, (x, y) => x / y, (_, y) => 1 / y, (_, y, f) => -f / y); // prettier-ignore
  abs = (a: Value): Value => this.each(a, Math.abs, Math.sign);
  square = (a: Value): Value => this.each(a, (x) => x * x, (x) => 2 * x); // prettier-ignore
  rsqrt = (a: Value): Value => this.each(a, (x) => 1 / Math.sqrt(x), (x, f) => -f / (2 * x)); // prettier-ignore
  exp = (a: Value): Value => this.each(a, exp, (_, f) => f);
  tanh = (a: Value): Value => this.each(a, tanh, (_, f) => 1 - f * f);
  sigmoid = (a: Value): Value => this.each(a, numbers.sigmoid, (_, f) => f * (1 - f));
  softplus = (a: Value): Value => this.each(a, numbers.softplus, numbers.sigmoid);
  erf = (a: Value): Value => this.each(a, numbers.erf, (x) => ERF * exp(-x * x));
  normalShare = (a: Value): Value => this.each(a, numbers.normalShare, (x) => (ERF / Math.sqrt(8)) * exp((-x * x) / 2)); // prettier-ignore
  minimum = (a: Value, b: number): Value => this.clipByValue(a, -Infinity, b);
  clipByValue = (a: Value, low: number, high: number): Value =>
    this.each(a, (x) => Math.min(Math.max(x, low), high), (x) => Number(x >= low && x <= high)); // prettier-ignore
  relu = (a: Value): Value => this.each(a, (x) => Math.max(x, 0), (x) => Number(x > 0)); // prettier-ignore
  relu6 = (a: Value): Value => this.each(a, (x) => Math.min(Math.max(x, 0), 6), (x) => Number(x > 0 && x < 6)); // prettier-ignore
  elu = (a: Value): Value => this.each(a, numbers.elu, (x, f) => (x > 0 ? 1 : f + 1));
  selu = (a: Value): Value => this.each(a, numbers.selu, (x, f) => (x > 0 ? SELU_SCALE : f + SELU_SCALE * SELU_ALPHA)); // prettier-ignore
  pointwise = (a: Value, f: (x: number) => number, derivative: (x: number) => number): Value => this.each(a, f, derivative); // prettier-ignore

  matMul(a: Value, b: Value): Value {
    const [rows, inner, columns] = [a.rows, a.columns, b.columns];
    const product = innerProducts(new Float64Array(a.values), transposed(b.values, inner, columns), rows, columns, inner); // prettier-ignore
    return this.note(new Float32Array(product), columns, (upstream) => {
      a.receive(innerProducts(new Float64Array(upstream), new Float64Array(b.values), rows, inner, columns));
      const [left, right] = [transposed(a.values, rows, inner), transposed(upstream, rows, columns)];
      b.receive(innerProducts(left, right, inner, columns, rows));
    });
  }

  /** The mean over the columns of each row, as a column. */
  mean({ values, rows, columns, gradient }: Value): Value {
    const means = Float32Array.from({ length: rows }, (_, i) => {
      const row = values.subarray(i * columns, (i + 1) * columns);
      return row.reduce((sum, x) => sum + x, 0) / columns;
    });
    return this.note(means, 1, (upstream) =>
      gradient.forEach((_, k) => (gradient[k] += upstream[Math.floor(k / columns)] / columns)),
    );
  }

  /** Goes back from a value whose gradient is known, which then all have that it was made of. */
  backward(from: Value, gradient: Float32Array): void {
    from.gradient.set(gradient);
    for (const value of this.noted.toReversed()) value.handOn();
  }

  private note(values: Float32Array, columns: number, handOn: (upstream: Float32Array) => void): Value {
    const value: Value = new Value(values, columns, () => handOn(value.gradient));
    this.noted.push(value);
    return value;
  }

  private each(a: Value, f: (x: number) => number, slope: (x: number, f: number) => number): Value {
    const values = a.values.map((x) => f(x));
    return this.note(values, a.columns, (upstream) =>
      values.forEach((y, k) => (a.gradient[k] += upstream[k] * slope(a.values[k], y))),
    );
  }

  /** An operation on two, of which one may be a number, a row for all rows, or a column for all columns. */
  private both(
    a: Value | number,
    b: Value | number,
    f: (x: number, y: number) => number,
    slopeInA: Slope,
    slopeInB: Slope,
  ): Value {
    const whole = typeof a !== "number" && (typeof b === "number" || a.values.length >= b.values.length) ? a : (b as Value); // prettier-ignore
    const { columns } = whole;
    const placeIn = (one: Value, k: number): number =>
      one.values.length === whole.values.length ? k : one.columns === columns ? k % columns : one.columns === 1 && one.rows > 1 ? Math.floor(k / columns) : 0; // prettier-ignore
    const at = (one: Value | number, k: number): number =>
      typeof one === "number" ? one : one.values[placeIn(one, k)];
    const values = whole.values.map((_, k) => f(at(a, k), at(b, k)));
    return this.note(values, columns, (upstream) => {
      const give = (one: Value | number, slope: Slope): void => {
        if (typeof one === "number") return;
        values.forEach((y, k) => (one.gradient[placeIn(one, k)] += upstream[k] * slope(at(a, k), at(b, k), y))); // prettier-ignore
      };
      give(a, slopeInA);
      give(b, slopeInB);
    });
  }
}
