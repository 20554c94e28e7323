import { constantOf, type Type } from "./attribute";
import type { Node } from "./builder";
import { call, type NodeDefinition, nodeOf } from "./function";
import { GraphOps } from "./ops";
import type { TensorInfo } from "./tensor-info";

/** What goes from step to step of a compiled block. */
interface Carried extends TensorInfo {
  /** Where it comes from outside the block: a node, or the handle of a variable. */
  outer: Node;
  handle: boolean;
  /** What it is after the step; absent where it stays. */
  next?: Node;
}

/** The mark by which TensorFlow gives a function to XLA as a whole, as tf.function's `jit_compile` sets it. */
const MARKED = { _XlaMustCompile: true };

/**
 * The operations of a graph whose loop XLA compiles: there are no variables, branches or tables within, so that values go from
 * step to step, and what a branch would have kept from happening is left out by a choice between old and new values.
 */
export class CompiledOps extends GraphOps {
  /** While a step is written. */
  private carried?: Carried[];
  private around?: { nodes: NodeDefinition[]; constants: Map<string, Node> };
  /** Whether the step counts. */
  private condition?: Node;

  constructor() {
    super("float32");
  }

  override loop(
    count: Node,
    body: (i: Node, enter: (outer: Node, type: Type) => Node) => Node,
    after: readonly Node[],
  ): Node {
    const carried: Carried[] = (this.carried = []);
    const enter = (outer: Node, type: Type): Node => {
      const known = carried.find((one) => one.outer === outer);
      if (known) return known.name;
      const name = `carried${carried.length}`;
      const handle = type === "resource";
      carried.push({ name, node: name, outer, handle, type: handle ? "float32" : type });
      return name;
    };
    const zero = this.node("Const", [], constantOf(0, "int32"), { after });
    this.around = { nodes: this.nodes, constants: this.constants };
    Object.assign(this, { nodes: [], constants: new Map<string, Node>() });
    const [i, most] = [enter(zero, "int32"), enter(count, "int32")];
    carried[0].next = body(i, enter);
    const step = this.nodes;
    Object.assign(this, this.around);
    this.around = this.carried = this.condition = undefined;

    const changed = carried.filter(({ next }) => next !== undefined);
    const types = carried.map(({ type }) => type);
    const given = carried.map(({ name }) => name);
    const all = nodeOf("While", "while", given, { T: { types }, cond: { function: "goes_on" }, body: { function: "step" }, output_shapes: { shapes: [] }, parallel_iterations: 1 }); // prettier-ignore
    const less = nodeOf("Less", "less", [i, most], { T: { type: "int32" } });
    this.functions.push(
      { name: "step", nodes: step, args: carried, results: carried.map(({ next, ...one }) => ({ ...one, node: next ?? one.name })) }, // prettier-ignore
      { name: "goes_on", nodes: [less], args: carried, results: [{ name: "answer", type: "bool", node: "less" }] }, // prettier-ignore
      { name: "block", nodes: [all], args: carried, results: changed.map((one) => ({ ...one, node: `while:${carried.indexOf(one)}` })), attributes: MARKED }, // prettier-ignore
    );
    const values = carried.map(({ outer, handle }) => (handle ? super.read(outer, "float32", after) : outer)); // prettier-ignore
    const called = call("block", values, carried, changed);
    this.nodes.push({ ...called, attributes: { ...called.attributes, ...MARKED } });
    const kept = changed.flatMap(({ outer, handle }, k) => (handle ? [super.assign(outer, `block:${k}`, "float32")] : [])); // prettier-ignore
    return this.node("Identity", ["block"], { T: { type: "int32" } }, { after: kept });
  }

  override outsideLoop<T>(write: () => T): T {
    if (!this.around) return super.outsideLoop(write);
    const inside = { nodes: this.nodes, constants: this.constants };
    Object.assign(this, this.around);
    try {
      return super.outsideLoop(write);
    } finally {
      Object.assign(this, inside);
    }
  }

  override read(handle: Node, type: Type, after: readonly Node[] = []): Node {
    return this.carried ? handle : super.read(handle, type, after);
  }

  override assign(handle: Node, value: Node, type: Type, after: readonly Node[] = []): Node {
    return this.carried ? this.become(handle, value) : super.assign(handle, value, type, after);
  }

  override assignSub(handle: Node, value: Node): Node {
    return this.become(handle, this.sub(handle, value));
  }

  override descend(handle: Node, rate: Node, gradient: Node): Node {
    return this.become(handle, this.sub(handle, this.mul(gradient, rate)));
  }

  override writeRow(table: Node, i: Node, row: Node, type: Type): Node {
    const at = this.pack([i, this.constant(0, "int32")], "int32");
    const kinds = { T: { type }, Tindices: { type: "int32" } } as const;
    const next = this.node("XlaDynamicUpdateSlice", [table, this.reshape(row, [1, -1], type), at], kinds);
    return (this.of(table).next = next);
  }

  /** Both sides run; `merge` and what becomes of a variable choose between them. */
  override branch(value: Node, condition: Node, type: Type): [Node, Node] {
    if (!this.carried) return super.branch(value, condition, type);
    this.condition = condition;
    return [value, value];
  }

  override merge(a: Node, b: Node, type: Type): Node {
    return this.carried ? this.choice(a, b, type) : super.merge(a, b, type);
  }

  /** Sets a variable, if the step counts. */
  private become(handle: Node, value: Node): Node {
    return (this.of(handle).next = this.choice(value, handle, "float32"));
  }

  private choice(value: Node, otherwise: Node, type: Type): Node {
    return this.node("SelectV2", [this.condition!, value, otherwise], { T: { type } });
  }

  private of(name: Node): Carried {
    return this.carried!.find((one) => one.name === name)!;
  }
}
