import { belowZero } from "../../activations/elementwise";
import { SELU_ALPHA, SELU_SCALE } from "../../activations/selu-constants";
import type { Ops } from "../ops";
import type { Floats } from "../../numerics/norm";
import { DOUBLE, type Format } from "./machine";
import { type Argument, type Block, lengthOf, Program } from "./program";

type Operand = Block | number;

/** The bytes from one register of numbers to the next. */
const stepOf = ({ length }: Block): number => (length === 1 ? 0 : 16);
/** An axis of rows: a single row where there is only one axis. */
const sidesOf = ({ shape, length }: Block): [rows: number, columns: number] =>
  shape.length === 2 ? [shape[0], shape[1]] : [1, length];

/** The operations that a pass is written on, noted as calls of kernels. */
export class KernelOps implements Ops<Block> {
  readonly program: Program;
  /** The slopes that some kernels leave beside their values. */
  private readonly slopes = new Map<Block, Block>();
  private readonly repeated = new Map<Block, Block>();
  private readonly normalShares = new Map<Block, Block>();
  private readonly transposed = new Map<Block, Block>();

  constructor(format: Format = DOUBLE) {
    this.program = new Program(format);
  }

  add = (a: Operand, b: Operand): Block => this.elementwise("add", a, b);
  sub = (a: Operand, b: Operand): Block => this.elementwise("sub", a, b);
  mul = (a: Operand, b: Operand): Block => this.elementwise("mul", a, b);
  div = (a: Operand, b: Operand): Block => this.elementwise("div", a, b);
  divNoNan = (a: Block, b: Block): Block => this.elementwise("divNoNan", a, b);
  minimum = (a: Block, b: Operand): Block => this.elementwise("minimum", a, b);
  maximum = (a: Block, b: Operand): Block => this.elementwise("maximum", a, b);
  above = (a: Block, bound: number): Block => this.elementwise("above", a, bound);
  atLeast = (a: Block, bound: number): Block => this.elementwise("atLeast", a, bound);
  abs = (a: Block): Block => this.elementwise("abs", a);
  square = (a: Block): Block => this.elementwise("square", a);
  sqrt = (a: Block): Block => this.elementwise("sqrt", a);
  rsqrt = (a: Block): Block => this.elementwise("rsqrt", a);
  exp = (a: Block): Block => this.elementwise("exp", a);
  log1p = (a: Block): Block => this.elementwise("log1p", a);
  softplus = (a: Block): Block => this.elementwise("softplus", a);
  tanh = (a: Block): Block => this.withSlope("tanh", a);
  sigmoid = (a: Block): Block => this.withSlope("sigmoid", a);
  erf = (a: Block): Block => this.elementwise("erf", a);
  /** Taken once, as GELU's slope asks for it again. */
  normalShare(a: Block): Block {
    const share = this.normalShares.get(a) ?? this.elementwise("normalShare", a);
    this.normalShares.set(a, share);
    return share;
  }
  pointwise = (a: Block, f: (x: number) => number): Block => this.inJavaScript(a, f);
  clipByValue = (a: Block, low: number, high: number): Block => this.minimum(this.maximum(a, low), high);
  relu = (a: Block): Block => this.maximum(a, 0);
  relu6 = (a: Block): Block => this.clipByValue(a, 0, 6);
  elu = (a: Block): Block => this.elementwise("select", a, a, this.elementwise("expm1", a));
  selu = (a: Block): Block =>
    this.mul(this.elementwise("select", a, a, this.mul(this.elementwise("expm1", a), SELU_ALPHA)), SELU_SCALE); // prettier-ignore

  tanhGradient = (a: Block, upstream: Block, z: Block): Block => this.alongSlope(a, upstream, z, this.tanh);
  sigmoidGradient = (a: Block, upstream: Block, z: Block): Block =>
    this.alongSlope(a, upstream, z, this.sigmoid);
  reluGradient = (z: Block, upstream: Block): Block => this.mul(upstream, this.above(z, 0));
  relu6Gradient = (z: Block, upstream: Block): Block =>
    this.mul(upstream, this.sub(this.above(z, 0), this.atLeast(z, 6)));
  eluGradient = (_: Block, upstream: Block, z: Block): Block =>
    this.elementwise("select", z, upstream, this.mul(upstream, this.exp(z)));
  seluGradient = (_: Block, upstream: Block, z: Block): Block =>
    this.mul(belowZero(this, upstream, z, (kept) => this.mul(kept, this.mul(this.exp(this.minimum(z, 0)), SELU_ALPHA))), SELU_SCALE); // prettier-ignore
  softplusGradient = (z: Block, upstream: Block): Block => this.mul(upstream, this.sigmoid(z));
  softsignGradient = (z: Block, upstream: Block): Block =>
    this.div(upstream, this.square(this.add(this.abs(z), 1)));
  leakyReluGradient = (z: Block, upstream: Block, slope: number): Block =>
    this.elementwise("select", z, upstream, this.mul(upstream, slope));

  matMul(a: Block, b: Block, { a: transposed, plus }: { a?: boolean; plus?: Block } = {}): Block {
    const [rows, inner] = sidesOf(a);
    const columns = sidesOf(b)[1];
    const { bytes } = this.program;
    const width = bytes * inner;
    const taken: Argument[] = transposed
      ? [a, bytes, width, b, inner, rows, columns]
      : [a, width, bytes, b, rows, inner, columns];
    const shape = [transposed ? inner : rows, columns];
    if (!plus) return this.make(shape, "matMul", ...taken);
    return this.make(shape, "matMulPlus", ...taken, plus, plus.shape.length < 2 ? 0 : bytes * columns);
  }
  flowBack(delta: Block, weights: Block, _?: unknown, plus?: Block): Block {
    const [rows, columns] = sidesOf(weights);
    const known = this.transposed.get(weights);
    const transposed = known ?? this.make([columns, rows], "transpose", weights, rows, columns);
    this.transposed.set(weights, transposed);
    return this.matMul(delta, transposed, { plus });
  }
  biasAddGradient = (delta: Block): Block => this.sum(delta, 0);
  sum(a: Block, axis: number | readonly number[], keep = false): Block {
    const [rows, columns] = sidesOf(a);
    if (a.shape.length < 2 || typeof axis !== "number") return this.make([], "sumColumns", a, 1, a.length);
    return axis === 0
      ? this.make(keep ? [1, columns] : [columns], "sumRows", a, rows, columns)
      : this.make(keep ? [rows, 1] : [rows], "sumColumns", a, rows, columns);
  }
  mean(a: Block, axis: number, keep = false): Block {
    const total = this.sum(a, axis, keep);
    return this.mul(total, total.length / a.length);
  }
  max = (a: Block): Block => this.make([], "largest", a, a.length);
  halfSquare = (a: Block): Block => this.make([], "halfSquare", a, a.length);
  norm = (a: Block): Block => this.make([], "norm", a, a.length);
  reshape(a: Block, shape: readonly number[]): Block {
    const known = -lengthOf(shape);
    return { ...a, shape: shape.map((side) => (side === -1 ? a.length / known : side)) };
  }
  pack(scalars: readonly Block[]): Block {
    const { bytes } = this.program;
    const list = this.program.block([scalars.length]);
    scalars.forEach((one, k) => this.program.call("copy", { ...list, offset: bytes * k }, one, 1));
    return list;
  }
  /** Single numbers that fill a register each in a list. */
  unpack = (list: Block, count: number): Block[] =>
    Array.from({ length: count }, (_, k) => ({ ...list, shape: [], length: 1, offset: 16 * k }));
  softmax = (z: Block): Block => this.make(z.shape, "softmax", z, ...sidesOf(z));
  softmaxCrossEntropy(z: Block, targets: Block): { losses: Block; error: Block } {
    const [rows, columns] = sidesOf(z);
    const losses = this.program.block([rows]);
    const error = this.program.block(z.shape);
    this.program.call("softmaxCrossEntropy", losses, error, z, targets, rows, columns);
    return { losses, error };
  }
  softmaxGradient = (p: Block, upstream: Block): Block =>
    this.make(p.shape, "softmaxGradient", p, upstream, ...sidesOf(p));
  within = <R>(_: string, write: () => R): R => write();

  private make(shape: readonly number[], kernel: string, ...taken: Argument[]): Block {
    const out = this.program.block(shape);
    this.program.call(kernel, out, ...taken);
    return out;
  }

  /** A kernel on registers of numbers, of arrays that are all as long as the longest, or repeated to be so. */
  private elementwise(kernel: string, ...operands: Operand[]): Block {
    const blocks = operands.map((one) => (typeof one === "number" ? this.program.constant(one) : one));
    const largest = blocks.reduce((most, one) => (one.length > most.length || (one.length === most.length && one.shape.length > most.shape.length) ? one : most)); // prettier-ignore
    const taken = blocks.map((one) => this.fitted(one, largest));
    return this.make(largest.shape, kernel, ...taken.flatMap((one) => [one, stepOf(one)]), largest.length);
  }

  private fitted(block: Block, { shape, length }: Block): Block {
    if (block.length === length || block.length === 1) return block;
    const known = this.repeated.get(block);
    if (known) return known;
    const isColumn = block.shape.length === 2 && block.shape[1] === 1;
    const all = this.make(shape, isColumn ? "repeatColumn" : "repeatRow", block, shape[0], shape[1]);
    this.repeated.set(block, all);
    return all;
  }

  private withSlope(kernel: string, a: Block): Block {
    const out = this.program.block(a.shape);
    const slope = this.program.block(a.shape);
    this.program.call(kernel, out, slope, a, stepOf(a), a.length);
    this.slopes.set(out, slope);
    return out;
  }

  /** By the slope at z that the kernel of f left when it gave `a`. */
  private alongSlope(a: Block, upstream: Block, z: Block, f: (z: Block) => Block): Block {
    const slope = this.slopes.get(a) ?? this.slopes.get(f(z))!;
    return this.mul(upstream, slope);
  }

  private inJavaScript(a: Block, f: (x: number) => number): Block {
    const out = this.program.block(a.shape);
    const { bytes } = this.program;
    const each = (all: Floats, to: number, from: number): void => {
      for (let k = 0; k < a.length; k++) all[to / bytes + k] = f(all[from / bytes + k]);
    };
    this.program.call(each, out, a);
    return out;
  }
}
