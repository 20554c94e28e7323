import type { Attribute } from "./attribute";
import type { Node } from "./builder";
import { GraphOps } from "./ops";

/** What is done number by number, or row by row with numbers for each unit. */
const EACH = new Set(
  "AddV2 Sub Mul RealDiv DivNoNan Minimum Maximum BiasAdd Abs Square Sqrt Rsqrt Exp Tanh Sigmoid Softplus Erf Log1p Relu Relu6 Elu Selu TanhGrad SigmoidGrad ReluGrad Relu6Grad EluGrad SeluGrad SoftplusGrad SoftsignGrad LeakyReluGrad Greater GreaterEqual LessEqual Cast".split(" "),
); // prettier-ignore

/**
 * The same operations, but each on a batch's rows by halves: TensorFlow runs side by side what does not wait for each other, and two
 * products of half the rows are faster than one that threads share.
 */
export class HalvedOps extends GraphOps {
  /** The halves of arrays with a row for each example, by a name that stands for both and is no node's. */
  private readonly halves = new Map<Node, readonly [Node, Node]>();
  /** How many rows each half has. */
  private rows?: Node;

  override byHalves(a: Node): Node {
    this.rows ??= this.outsideScope(() => {
      const int = { T: { type: "int32" } } as const;
      const shape = this.node("Shape", [a], { ...this.type, out_type: { type: "int32" } });
      const all = this.element(shape, 0, "int32");
      const first = this.cast(this.mul(this.cast(all, "int32", this.compute), 0.5), this.compute, "int32");
      return this.pack([first, this.node("Sub", [all, first], int)], "int32");
    });
    const first = this.node("SplitV", [a, this.rows, this.constant(0, "int32")], { ...this.type, Tlen: { type: "int32" }, num_split: 2 }); // prettier-ignore
    return this.both((half) => (half === 0 ? first : `${first}:1`));
  }

  override whole(a: Node): Node {
    const halves = this.halves.get(a);
    return halves ? this.concat(halves, this.compute) : a;
  }

  override node(op: string, inputs: readonly Node[], attributes: Record<string, Attribute> = {}, rest: { after?: readonly Node[]; name?: string } = {}): Node {
    if (!inputs.some((one) => this.halves.has(one))) return super.node(op, inputs, attributes, rest);
    const of = (half: 0 | 1): Node =>
      super.node(op, inputs.map((one) => this.halves.get(one)?.[half] ?? one), attributes, rest);
    const isSum = op === "L2Loss" || op === "BiasAddGrad" || (op === "MatMul" && attributes["transpose_a"] === true);
    if (isSum) return this.add(of(0), of(1));
    if (EACH.has(op) || (op === "MatMul" && !this.halves.has(inputs[1]))) return this.both(of);
    throw new Error(`${op} has no halves`);
  } // prettier-ignore

  protected override reduce(op: string, a: Node, axis: number | readonly number[], keep: boolean): Node {
    const halves = this.halves.get(a);
    if (!halves) return super.reduce(op, a, axis, keep);
    if (axis === 1) return this.both((half) => super.reduce(op, halves[half], axis, keep));
    if (op === "Sum") return this.add(super.reduce(op, halves[0], axis, keep), super.reduce(op, halves[1], axis, keep)); // prettier-ignore
    return super.reduce(op, this.whole(a), axis, keep);
  }

  private both(half: (which: 0 | 1) => Node): Node {
    const name = `halves ${this.halves.size}`;
    this.halves.set(name, [half(0), half(1)]);
    return name;
  }
}
