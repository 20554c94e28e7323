import { type Attribute, constantOf, type Type } from "./attribute";
import { type FunctionDefinition, type NodeDefinition, nodeOf } from "./function";
import { asFunction, asGraph, type SavedModel } from "./saved-model";
import type { TensorInfo } from "./tensor-info";

/** One output of a node: the node's name, with ":k" for the k-th output of several. */
export type Node = string;

/** Writes TensorFlow nodes one after another, and the SavedModel that holds them. */
export class GraphBuilder {
  protected nodes: NodeDefinition[] = [];
  /** Functions that nodes call. */
  protected readonly functions: FunctionDefinition[] = [];
  private readonly placeholders: TensorInfo[] = [];
  private readonly results: TensorInfo[] = [];
  private readonly names = new Map<string, number>();
  protected constants = new Map<string, Node>();
  private scope = "";
  /** While a loop's body is written: the node that each node without inputs waits for, to belong to the loop. */
  private pivot?: Node;

  /**
   * Adds a node.
   * @param inputs outputs of other nodes, in the order that the op names them
   * @param options.after nodes that must have run before
   * @param options.name its name within the scope; default the op's, with a number
   * @returns its first output
   */
  node(
    op: string,
    inputs: readonly Node[],
    attributes: Record<string, Attribute> = {},
    { after = [], name = op }: { after?: readonly Node[]; name?: string } = {},
  ): Node {
    const full = this.unique(this.scope + name);
    const waits = inputs.length === 0 && this.pivot ? [...after, this.pivot] : after;
    const all = [...inputs, ...waits.map((other) => `^${other.split(":")[0]}`)];
    this.nodes.push(nodeOf(op, full, all, attributes));
    return full;
  }

  /** A constant scalar or list; the same one is written only once for each scope's frame. */
  constant(values: number | readonly number[], type: Type): Node {
    const key = `${type} ${JSON.stringify(values)} ${this.pivot ?? ""}`;
    const known = this.constants.get(key);
    if (known) return known;
    const node = this.outsideScope(() => this.node("Const", [], constantOf(values, type)));
    this.constants.set(key, node);
    return node;
  }

  /** Names what `write` writes after a part of the net, as TensorFlow's errors then do too. */
  within<T>(scope: string, write: () => T): T {
    const before = this.scope;
    this.scope = `${before}${scope}/`;
    try {
      return write();
    } finally {
      this.scope = before;
    }
  }

  /**
   * A loop over i = 0, 1, … while i < count.
   * @param body writes one round and returns the next i, which must wait for all that the round does
   * @returns the i at which it ended
   */
  loop(
    count: Node,
    body: (i: Node, enter: (outer: Node, type: Type) => Node) => Node,
    after: readonly Node[],
  ): Node {
    const frame = { frame_name: "steps", parallel_iterations: 1 };
    const enter = (outer: Node, type: Type, constant = true): Node =>
      this.node("Enter", [outer], { T: { type }, is_constant: constant, ...frame });
    const int = { T: { type: "int32" } } as const;
    const zero = this.node("Const", [], constantOf(0, "int32"), { after });
    const next = "steps/next";
    const merge = this.node("Merge", [enter(zero, "int32", false), next], { ...int, N: 2 });
    const goesOn = this.node("LoopCond", [this.node("Less", [merge, enter(count, "int32")], int)]);
    const turn = this.node("Switch", [merge, goesOn], int);
    const i = this.node("Identity", [`${turn}:1`], int);
    this.pivot = i;
    const result = body(i, (outer, type) => enter(outer, type));
    this.pivot = undefined;
    this.node("NextIteration", [result], int, { name: next });
    return this.node("Exit", [turn], int);
  }

  /** Something to be fed. */
  placeholder(name: string, type: Type): Node {
    const node = this.node("Placeholder", [], { dtype: { type }, shape: { shape: "unknown" } }, { name });
    this.placeholders.push({ name, type, node });
    return node;
  }

  /** Something that can be fetched. */
  result(name: string, node: Node, type: Type): void {
    this.results.push({ name, type, node });
  }

  /** All nodes as a graph: a call runs only what the results that it fetches need. */
  graph(): SavedModel {
    return asGraph(this.nodes, this.placeholders, this.results);
  }

  /**
   * All nodes as a function: a call runs everything, and the first one is soon ready.
   * @param threads the threads that one operation may use; default all
   */
  function(threads?: number): SavedModel {
    return asFunction(this.nodes, this.placeholders, this.results, { threads, called: this.functions });
  }

  /** For what belongs to no part of the net, such as constants. */
  outsideScope<T>(write: () => T): T {
    const before = this.scope;
    this.scope = "";
    try {
      return write();
    } finally {
      this.scope = before;
    }
  }

  /** For placeholders that a loop's body finds that it needs. */
  outsideLoop<T>(write: () => T): T {
    const before = this.pivot;
    this.pivot = undefined;
    try {
      return this.outsideScope(write);
    } finally {
      this.pivot = before;
    }
  }

  private unique(name: string): string {
    const count = this.names.get(name) ?? 0;
    this.names.set(name, count + 1);
    return count === 0 ? name : `${name}_${count}`;
  }
}
