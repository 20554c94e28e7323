import type { LayerPlan } from "../../architecture/layers";
import { middleOf } from "../../architecture/loss";
import type { Ending } from "../../architecture/output";
import type { Ops } from "../ops";
import { type Attribute, constantOf, type Type } from "./attribute";
import { GraphBuilder, type Node } from "./builder";

const WIDE = { T: { type: "float64" } } as const;

/** Numbers of a weight matrix from which TensorFlow multiplies with its transpose several times more slowly than with itself. */
export const LARGE = 2 ** 17;

/** The operations that nets are written in, under tfjs's names, each one TensorFlow node where there is one for it. */
export class GraphOps extends GraphBuilder implements Ops<Node> {
  /** @param compute what forward and backward passes are computed in */
  constructor(readonly compute: "float32" | "float64") {
    super();
  }

  /** An array with a row for each example, as whoever writes operations on it will have it; and back. */
  byHalves(a: Node): Node {
    return a;
  }
  whole(a: Node): Node {
    return a;
  }

  add = (a: Node, b: Node | number): Node => this.two("AddV2", a, b);
  sub = (a: Node | number, b: Node): Node => this.two("Sub", a, b);
  mul = (a: Node, b: Node | number): Node => this.two("Mul", a, b);
  div = (a: Node | number, b: Node | number): Node => this.two("RealDiv", a, b);
  divNoNan = (a: Node, b: Node | number): Node => this.two("DivNoNan", a, b);
  minimum = (a: Node, b: Node | number): Node => this.two("Minimum", a, b);
  maximum = (a: Node, b: Node | number): Node => this.two("Maximum", a, b);
  clipByValue = (a: Node, low: number, high: number): Node => this.minimum(this.maximum(a, low), high);
  abs = (a: Node): Node => this.one("Abs", a);
  square = (a: Node): Node => this.one("Square", a);
  sqrt = (a: Node): Node => this.one("Sqrt", a);
  rsqrt = (a: Node): Node => this.one("Rsqrt", a);
  exp = (a: Node): Node => this.one("Exp", a);
  tanh = (a: Node): Node => this.one("Tanh", a);
  sigmoid = (a: Node): Node => this.one("Sigmoid", a);
  softplus = (a: Node): Node => this.one("Softplus", a);
  erf = (a: Node): Node => this.one("Erf", a);
  normalShare = (a: Node): Node => this.mul(this.add(this.erf(this.mul(a, Math.SQRT1_2)), 1), 0.5);
  log1p = (a: Node): Node => this.one("Log1p", a);
  relu = (a: Node): Node => this.one("Relu", a);
  relu6 = (a: Node): Node => this.one("Relu6", a);
  elu = (a: Node): Node => this.one("Elu", a);
  selu = (a: Node): Node => this.one("Selu", a);

  // TensorFlow's order of inputs differs from op to op.
  tanhGradient = (a: Node, upstream: Node): Node => this.two("TanhGrad", a, upstream);
  sigmoidGradient = (a: Node, upstream: Node): Node => this.two("SigmoidGrad", a, upstream);
  reluGradient = (z: Node, upstream: Node): Node => this.two("ReluGrad", upstream, z);
  relu6Gradient = (z: Node, upstream: Node): Node => this.two("Relu6Grad", upstream, z);
  eluGradient = (a: Node, upstream: Node): Node => this.two("EluGrad", upstream, a);
  seluGradient = (a: Node, upstream: Node): Node => this.two("SeluGrad", upstream, a);
  softplusGradient = (z: Node, upstream: Node): Node => this.two("SoftplusGrad", upstream, z);
  softsignGradient = (z: Node, upstream: Node): Node => this.two("SoftsignGrad", upstream, z);
  leakyReluGradient = (z: Node, upstream: Node, slope: number): Node =>
    this.node("LeakyReluGrad", [upstream, z], { ...this.type, alpha: { float: slope } });

  greater = (a: Node, b: Node | number): Node => this.two("Greater", a, b);
  lessEqual = (a: Node, b: Node | number): Node => this.two("LessEqual", a, b);
  greaterEqual = (a: Node, b: Node | number): Node => this.two("GreaterEqual", a, b);
  equal = (a: Node, b: Node, type: Type): Node => this.node("Equal", [a, b], { T: { type } });
  and = (a: Node, b: Node): Node => this.node("LogicalAnd", [a, b]);
  all = (a: Node): Node =>
    this.node("All", [a, this.constant([0], "int32")], { Tidx: { type: "int32" }, keep_dims: false });
  /** 1 where a > bound, 0 elsewhere. */
  above = (a: Node, bound: number): Node => this.cast(this.greater(a, bound), "bool", this.compute);
  /** 1 where a ≥ bound, 0 elsewhere. */
  atLeast = (a: Node, bound: number): Node => this.cast(this.greaterEqual(a, bound), "bool", this.compute);

  matMul(a: Node, b: Node, given: { a?: boolean; b?: boolean; plus?: Node } = {}): Node {
    const product = this.node("MatMul", [a, b], {
      ...this.type,
      transpose_a: given.a ?? false,
      transpose_b: given.b ?? false,
    });
    // Numbers for each unit: no pass that is written in a graph adds a matrix.
    return given.plus === undefined ? product : this.two("BiasAdd", product, given.plus);
  }
  /** For large W as (Wδᵀ)ᵀ, which transposes the smaller of the two. */
  flowBack(
    delta: Node,
    weights: Node,
    { fanIn, fanOut }: Pick<LayerPlan, "fanIn" | "fanOut">,
    plus?: Node,
  ): Node {
    const flow =
      fanIn * fanOut < LARGE
        ? this.matMul(delta, weights, { b: true })
        : this.transpose(this.matMul(weights, delta, { b: true }));
    return plus === undefined ? flow : this.add(flow, plus);
  }
  transpose = (a: Node): Node =>
    this.node("Transpose", [a, this.constant([1, 0], "int32")], { ...this.type, Tperm: { type: "int32" } });
  /** Σ over the batch, for each unit. */
  biasAddGradient = (delta: Node): Node => this.one("BiasAddGrad", delta);
  /** p, over the last axis. */
  softmax = (z: Node): Node => this.one("Softmax", z);
  /** The loss of each example, and p − y. */
  softmaxCrossEntropy(z: Node, targets: Node): { losses: Node; error: Node } {
    const losses = this.two("SoftmaxCrossEntropyWithLogits", z, targets);
    return { losses, error: `${losses}:1` };
  }
  /** Over all pairs of units. */
  softmaxGradient(p: Node, upstream: Node, units: number): Node {
    const [column, row] = [
      [-1, units, 1],
      [-1, 1, units],
    ];
    const differences = this.sub(this.reshape(upstream, column), this.reshape(upstream, row));
    return this.mul(p, this.sum(this.mul(differences, this.reshape(p, row)), 2));
  }
  /**
   * The share of examples whose largest output (or sign, for one output) is the label's; by sigmoids, where an example's label is
   * −1, the share of its outputs on the side of ½ where its targets are.
   */
  accuracy(ending: Ending, z: Node, targets: Node, labels: Node): Node {
    const number = (flags: Node): Node => this.cast(flags, "bool", this.compute);
    const { outputs, output, loss } = ending;
    const predicted =
      outputs === 1
        ? this.cast(this.reshape(this.greater(z, middleOf(ending)), [-1], "bool"), "bool", "int32")
        : this.argMax(z);
    const right = number(this.equal(predicted, labels, "int32"));
    if (loss === "squaredError" || output.name !== "sigmoid") return this.mean(right, 0);
    const sides = this.square(this.sub(this.above(z, 0), this.atLeast(targets, 0.5)));
    const unlabelled = number(this.equal(labels, this.constant(-1, "int32"), "int32"));
    return this.mean(this.add(right, this.mul(unlabelled, this.sub(1, this.mean(sides, 1)))), 0);
  }
  argMax = (z: Node): Node =>
    this.node("ArgMax", [z, this.constant(1, "int32")], {
      ...this.type,
      Tidx: { type: "int32" },
      output_type: { type: "int32" },
    });
  reshape = (a: Node, shape: readonly number[], type: Type = this.compute): Node =>
    this.node("Reshape", [a, this.constant(shape, "int32")], { T: { type }, Tshape: { type: "int32" } });
  sum = (a: Node, axis: number | readonly number[], keep = false): Node => this.reduce("Sum", a, axis, keep);
  mean = (a: Node, axis: number | readonly number[], keep = false): Node =>
    this.reduce("Mean", a, axis, keep);
  /** Σa²/2, one number. */
  halfSquare = (a: Node): Node => this.one("L2Loss", a);
  /** Σa²/2 in float64, where no square of a float32 number is out of range; one number. */
  wideHalfSquare = (a: Node): Node => this.node("L2Loss", [this.cast(a, this.compute, "float64")], WIDE);
  /** √(2h) of such sums, as another type. */
  norms(halves: Node, to: Type): Node {
    const squares = this.node("AddV2", [halves, halves], WIDE);
    return this.cast(this.node("Sqrt", [squares], WIDE), "float64", to);
  }
  /** ‖a‖, one number, right whatever its size. */
  norm = (a: Node): Node => this.norms(this.wideHalfSquare(a), this.compute);
  cast = (a: Node, from: Type, to: Type): Node =>
    from === to ? a : this.node("Cast", [a], { SrcT: { type: from }, DstT: { type: to } });
  /** Scalars as one list. */
  pack = (scalars: readonly Node[], type: Type = this.compute): Node =>
    this.node("Pack", scalars, { T: { type }, N: scalars.length, axis: 0 });
  /** A list's parts of given lengths. */
  split(list: Node, lengths: readonly number[], type: Type): Node[] {
    const sizes = this.node("Const", [], constantOf(lengths, "int32"));
    const first = this.node("SplitV", [list, sizes, this.constant(0, "int32")], {
      T: { type },
      Tlen: { type: "int32" },
      num_split: lengths.length,
    });
    return lengths.map((_, k) => (k === 0 ? first : `${first}:${k}`));
  }
  /** Lists as one. */
  concat = (parts: readonly Node[], type: Type): Node =>
    parts.length === 1
      ? parts[0]
      : this.node("ConcatV2", [...parts, this.constant(0, "int32")], {
          T: { type },
          N: parts.length,
          Tidx: { type: "int32" },
        });
  /** A value on the branch that runs where the condition is false, and on the one where it is true. */
  branch(value: Node, condition: Node, type: Type): [Node, Node] {
    const both = this.node("Switch", [value, condition], { T: { type } });
    return [both, `${both}:1`];
  }
  /** What came from the branch that ran. */
  merge(a: Node, b: Node, type: Type): Node {
    return this.node("Merge", [a, b], { T: { type }, N: 2 });
  }
  /** Entry k of a list. */
  element = (list: Node, k: number, type: Type = this.compute): Node =>
    this.row(list, this.constant(k, "int32"), type);
  max = (a: Node, axis: number): Node => this.reduce("Max", a, axis, false);
  /** A list's scalars. */
  unpack(list: Node, count: number, type: Type = this.compute): Node[] {
    if (count === 0) return [];
    const first = this.node("Unpack", [list], { T: { type }, num: count, axis: 0 });
    return Array.from({ length: count }, (_, k) => (k === 0 ? first : `${first}:${k}`));
  }
  /** Row i of a table. */
  row = (table: Node, i: Node, type: Type): Node =>
    this.node("GatherV2", [table, i, this.constant(0, "int32")], {
      Tparams: { type },
      Tindices: { type: "int32" },
      Taxis: { type: "int32" },
      batch_dims: 0,
    });
  /** Sets row i of a table that a variable holds. */
  writeRow(table: Node, i: Node, row: Node, type: Type): Node {
    return this.node("ResourceScatterUpdate", [table, i, row], { dtype: { type }, Tindices: { type: "int32" } }); // prettier-ignore
  }
  identity = (a: Node, type: Type, name: string): Node =>
    this.node("Identity", [a], { T: { type } }, { name });
  /** Float64 numbers as pairs of int32, which tfjs can carry. */
  bits = (a: Node): Node => this.node("Bitcast", [a], { T: { type: "float64" }, type: { type: "int32" } });

  variable = (name: string, type: Type, shape: readonly number[] | "unknown"): Node =>
    this.node(
      "VarHandleOp",
      [],
      { container: "", shared_name: name, dtype: { type }, shape: { shape } },
      { name },
    );
  read(handle: Node, type: Type, after: readonly Node[] = []): Node {
    return this.node("ReadVariableOp", [handle], { dtype: { type } }, { after });
  }
  assign(handle: Node, value: Node, type: Type, after: readonly Node[] = []): Node {
    return this.node("AssignVariableOp", [handle, value], { dtype: { type } }, { after });
  }
  /** variable ← variable − value */
  assignSub(handle: Node, value: Node, type: Type): Node {
    return this.node("AssignSubVariableOp", [handle, value], { dtype: { type } });
  }

  /** variable ← variable − rate · gradient, float32 */
  descend(handle: Node, rate: Node, gradient: Node): Node {
    return this.node("ResourceApplyGradientDescent", [handle, rate, gradient], {
      T: { type: "float32" },
      use_locking: false,
    });
  }

  protected get type(): Record<string, Attribute> {
    return { T: { type: this.compute } };
  }

  private one(op: string, a: Node): Node {
    return this.node(op, [a], this.type);
  }

  private two(op: string, a: Node | number, b: Node | number): Node {
    const node = (x: Node | number): Node => (typeof x === "number" ? this.constant(x, this.compute) : x);
    return this.node(op, [node(a), node(b)], this.type);
  }

  protected reduce(op: string, a: Node, axis: number | readonly number[], keep: boolean): Node {
    const attributes = { ...this.type, Tidx: { type: "int32" }, keep_dims: keep } as const;
    return this.node(op, [a, this.constant(axis, "int32")], attributes);
  }
}
