import { availableParallelism } from "node:os";
import type { NetDescription } from "../../architecture/description";
import type { LayerPlan } from "../../architecture/layers";
import {
  LEARNED_BESIDES,
  type ParameterName,
  PARAMETER_NAMES,
  shapeOf,
  TRAINED,
} from "../../architecture/parameters";
import { type Optimizer, rateOf } from "../../optimizers/optimizer";
import { type Draw, Draws } from "../pass/draws";
import type { GradientNodes, LayerNodes } from "../pass/layer";
import { lossOf } from "../pass/loss";
import { backwardPass, forwardPass } from "../pass/passes";
import { type ByStep, type Factor, numberOf, type Scaled } from "../pass/scaled";
import { layerParts, type State, update } from "../pass/update";
import type { Node } from "./builder";
import { CompiledOps } from "./compiled-ops";
import { HalvedOps } from "./halved-ops";
import { GraphOps, LARGE } from "./ops";
import type { Form, SavedModel } from "./saved-model";

/** What a training graph is compiled from; everything else is fed. */
export interface TrainGraphOptions {
  description: NetDescription;
  layers: readonly LayerPlan[];
  /** The lengths of each layer's parameters. */
  lengths: readonly Partial<Record<ParameterName, number>>[];
  compute: "float32" | "float64";
  /** Whether XLA compiles the loop; in float32 alone. */
  compiled: boolean;
  /** Whether the examples are taken by halves, side by side; not where XLA compiles. */
  halved: boolean;
  /** Layers in a row that share an exponent. */
  spacing: number;
  /** Whether the norms are computed. */
  norms: boolean;
  optimizer: Optimizer;
  clipNorm?: number;
  clipValue?: number;
  weightDecay: number;
}

/** Half sums of squares of each layer, by their places in a row of statistics. */
export interface LayerPlaces {
  delta: number;
  weights: number;
  weightGradient: number;
  biasGradient?: number;
  slopeGradient?: number;
  gainGradient?: number;
  shiftGradient?: number;
}

/** Where ‖ΔW‖ of a layer comes from: a place in a row of changes, or else its gradient's norm; times a factor. */
export interface Change {
  place?: number;
  factor: Factor;
}

/** What a training graph remembers from step to step; `state` holds all of it, one after another. */
export interface Variable {
  /** Its layer's index, and the parameter or running average that it is. */
  layer: number;
  part: string;
  shape: readonly number[];
  /** What a running average starts from; absent for parameters. */
  start?: number;
}

/** A training step as a SavedModel: a loop over the steps of a block, in one call. */
export interface TrainGraph extends SavedModel {
  variables: readonly Variable[];
  /** The learning rate that it was written with; another one is a factor of the schedule. */
  rate: number;
  /** Factors that the host feeds for each step. */
  columns: readonly ByStep[];
  draws: readonly Draw[];
  /** The row's length, and each layer's places in it; loss and accuracy come first. */
  rowLength: number;
  places: readonly LayerPlaces[];
  /** Every layer's ‖ΔW‖, and the length of their rows; none without norms. */
  changes: readonly Change[];
  changesLength: number;
}

/** How far a step went that was not taken, on top of its number. */
export const REFUSED = 1 << 24;

/** The half sum of squares above which all its parts have all their digits. */
export const LOWEST = { float32: 2 ** -90, float64: 2 ** -900 } as const;

/** How many numbers a shape holds. */
export const lengthOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Writes the graph that trains a net; see `GraphTraining` for what is fed and fetched. */
export function trainGraph(options: TrainGraphOptions, form: Form): TrainGraph {
  return new TrainGraphWriter(options).write(form);
}

/**
 * The threads that one operation may use, where that is not all of them. In a middling net two products of matrices side by
 * side, δWᵀ and ∂C/∂W, or those of half the examples, are faster than one after the other by all threads, which wait for each other too often.
 */
const threadsOf = (layers: readonly LayerPlan[]): number | undefined =>
  isMiddling(layers) ? Math.max(1, Math.floor(availableParallelism() / 2)) : undefined;

/** Whether two operations side by side are faster than one after the other by all threads. */
export function isMiddling(layers: readonly LayerPlan[]): boolean {
  const largest = Math.max(...layers.map(({ fanIn, fanOut }) => fanIn * fanOut));
  return largest >= MIDDLING && largest < LARGE;
}

/** Numbers of a weight matrix from which TensorFlow would divide a product with it among threads. */
const MIDDLING = 2 ** 13;

type Variables = Record<string, Node>;

const SHAPE = { T: { type: "float32" }, out_type: { type: "int32" } } as const;

class TrainGraphWriter {
  private readonly g: GraphOps;
  private readonly columns: ByStep[] = [];
  private readonly rowNodes: Node[] = [];
  private readonly places: LayerPlaces[] = [];
  private readonly changes: Change[] = [];
  /** Half sums of squares of changes, in float64. */
  private readonly changeNodes: Node[] = [];
  private readonly handles: Variables[] = [];
  private readonly variables: Variable[] = [];
  private draws?: Draws<Node>;

  constructor(private readonly options: TrainGraphOptions) {
    const { compiled, halved, compute } = options;
    this.g = compiled ? new CompiledOps() : halved ? new HalvedOps(compute) : new GraphOps(compute);
  }

  write(form: Form): TrainGraph {
    const { g, options } = this;
    const variables = this.declare();
    const ready = this.restore(
      variables,
      g.placeholder("state", "float32"),
      g.placeholder("restores", "bool"),
    );
    const statistics = g.variable("statistics", options.compute, "unknown");
    const changes = g.variable("changes", "float32", "unknown");
    const count = g.placeholder("count", "int32");
    const fed = {
      inputs: g.placeholder("inputs", "float32"),
      targets: g.placeholder("targets", "float32"),
      labels: g.placeholder("labels", "int32"),
      columns: g.placeholder("columns", "float32"),
      scales: g.placeholder("scales", "float32"),
      units: g.placeholder("units", "float32"),
      // In float64 the bounds are beyond what can be fed.
      lowest: g.mul(g.cast(g.placeholder("watched", "float32"), "float32", options.compute), LOWEST[options.compute]), // prettier-ignore
      highest: g.square(g.cast(g.placeholder("highest", "float32"), "float32", options.compute)),
    };
    const empty = g.placeholder("empty", "float32");
    const cleared = g.assign(statistics, g.cast(empty, "float32", options.compute), options.compute);
    const still = g.assign(changes, g.placeholder("still", "float32"), "float32");
    const end = g.loop(count, (i, enter) => this.step(i, enter, fed, { statistics, changes }), [cleared, still, ready]); // prettier-ignore
    g.result("end", end, "int32");
    g.result("changes", g.read(changes, "float32", [end]), "float32");
    const rows = g.read(statistics, options.compute, [end]);
    if (options.compute === "float64") g.result("rows", g.bits(rows), "int32");
    else g.result("rows", rows, "float32");
    this.save(variables, end, g.placeholder("saves", "bool"));
    return {
      ...(form === "graph" && !options.compiled
        ? g.graph()
        : g.function(options.compiled ? undefined : threadsOf(options.layers))),
      variables: this.variables,
      rate: rateOf(options.optimizer),
      columns: this.columns,
      draws: this.draws?.list ?? [],
      rowLength: this.rowNodes.length,
      places: this.places,
      changes: this.changes,
      changesLength: this.changeNodes.length,
    };
  }

  /** Declares every variable and returns their handles, in the order of `variables`. */
  private declare(): Node[] {
    const { g, options } = this;
    const all: Node[] = [];
    options.layers.forEach((plan, l) => {
      const handles: Variables = {};
      const declare = (part: string, shape: readonly number[], start?: number): void => {
        all.push((handles[part] = g.variable(`layer${plan.index}/${part}`, "float32", shape)));
        this.variables.push({ layer: l, part, shape, ...(start !== undefined && { start }) });
      };
      for (const name of PARAMETER_NAMES) {
        const length = options.lengths[l][name];
        if (!length) continue;
        const shape = shapeOf(name, { length }, plan);
        declare(name, shape);
        if ((TRAINED as readonly string[]).includes(name))
          options.optimizer.slots.forEach((start, k) => declare(`${name}Slot${k}`, shape, start));
      }
      this.handles.push(handles);
    });
    return all;
  }

  /** Where it is asked for, sets all variables from what is fed; a branch, because another call would be compiled anew. */
  private restore(handles: readonly Node[], state: Node, asked: Node): Node {
    const { g } = this;
    const [not, given] = g.branch(state, asked, "float32");
    const lengths = this.variables.map(({ shape }) => lengthOf(shape));
    const parts = g.split(given, lengths, "float32");
    const reshaped = (part: Node, shape: readonly number[]): Node =>
      shape.length === 1 ? part : g.reshape(part, shape, "float32");
    const set = handles.map((handle, k) =>
      g.assign(handle, reshaped(parts[k], this.variables[k].shape), "float32"),
    );
    const [zero, one] = [g.node("Shape", [not], SHAPE), g.node("Shape", [given], SHAPE, { after: set })];
    return g.merge(zero, one, "int32");
  }

  /** Where it is asked for, gives all variables as `state`; else nothing. */
  private save(handles: readonly Node[], end: Node, asked: Node): void {
    const { g } = this;
    const [not, wanted] = g.branch(end, asked, "int32");
    const after = [g.identity(wanted, "int32", "saving")];
    const parts = handles.map((handle, k) => {
      const value = g.read(handle, "float32", after);
      return this.variables[k].shape.length === 1 ? value : g.reshape(value, [-1], "float32");
    });
    const none = g.node("Cast", [not], { SrcT: { type: "int32" }, DstT: { type: "float32" } });
    g.result("saved", g.merge(none, g.concat(parts, "float32"), "float32"), "float32");
  }

  /** One step of the loop: forward, loss, backward, statistics, and the update where the statistics can be trusted. */
  private step(
    i: Node,
    enter: (outer: Node, type: "float32" | "float64" | "int32" | "resource") => Node,
    fed: Record<
      "inputs" | "targets" | "labels" | "columns" | "scales" | "units" | "lowest" | "highest",
      Node
    >,
    tables: Record<"statistics" | "changes", Node>,
  ): Node {
    const { g, options } = this;
    const { description, layers, compute } = options;
    const row = (table: Node): Node =>
      g.cast(g.row(enter(table, "float32"), i, "float32"), "float32", compute);
    const handles = this.handles.map((variables) =>
      Object.fromEntries(
        Object.entries(variables).map(([name, handle]) => [name, enter(handle, "resource")]),
      ),
    );
    const read = (l: number, name: string): Node =>
      g.cast(g.read(handles[l][name], "float32", [i]), "float32", compute);
    const inputs = row(fed.inputs);
    const targets = row(fed.targets);
    const labels = g.row(enter(fed.labels, "int32"), i, "int32");

    const draws = new Draws<Node>((name) => {
      const table = enter(
        g.outsideLoop(() => g.placeholder(name, "float32")),
        "float32",
      );
      return g.byHalves(g.cast(g.row(table, i, "float32"), "float32", compute));
    });
    this.draws = draws;
    const parametersOf = (l: number): LayerNodes<Node> =>
      Object.fromEntries(
        PARAMETER_NAMES.filter((name) => handles[l][name]).map((name) => [name, read(l, name)]),
      );
    const net = forwardPass<Node>(g, layers, parametersOf, g.byHalves(inputs), { training: true, draws });
    const { parameters } = net;
    const output = g.whole(net.output);
    const { loss, delta: last } = g.within("loss", () => lossOf<Node>(g, description, output, targets));
    this.rowNodes.push(loss, g.accuracy(description, output, targets, labels));

    const gradients: GradientNodes<Node>[] = [];
    const scales = g.cast(enter(fed.scales, "float32"), "float32", compute);
    backwardPass<Node>(
      g,
      layers,
      net,
      g.byHalves(last),
      { fed: scales, spacing: options.spacing },
      (l, delta, found) => {
        gradients[l] = found;
        if (options.norms) this.places[l] = this.statistics(delta, found, parameters[l]);
      },
    );
    const whole = g.pack(this.rowNodes);
    const written = g.writeRow(enter(tables.statistics, "resource"), i, whole, compute);
    const trusted = g.all(
      g.and(
        g.greaterEqual(whole, enter(fed.lowest, compute)),
        g.lessEqual(whole, enter(fed.highest, compute)),
      ),
    );
    const after = g.node(
      "AddV2",
      [i, g.constant(1, "int32")],
      { T: { type: "int32" } },
      { after: [written] },
    );
    const [not, next] = g.branch(after, trusted, "int32");
    // What is computed from these is not run where the step is refused, so that nothing is updated then.
    // Through an identity, because what only waits for the branch itself would wait for either side of it.
    const live = (value: Node): Node =>
      g.cast(g.identity(g.branch(value, trusted, "float32")[1], "float32", "live"), "float32", compute);
    const units = live(enter(fed.units, "float32"));
    const columns = live(g.row(enter(fed.columns, "float32"), i, "float32"));
    const scalars = new Scalars(g, { units, columns }, layers.length);
    const taken: Node[] = [];
    update<Node>(g, options, layerParts(layers, net, gradients), this.stateOf(i, handles, units, taken), (factor, l) => scalars.of(factor, l), (l, change, gradient) => this.tell(l, change, gradient)); // prettier-ignore
    this.columns.push(...scalars.columns);
    if (this.changeNodes.length > 0) {
      const here = g.identity(g.branch(i, trusted, "int32")[1], "int32", "live");
      const row = g.norms(g.pack(this.changeNodes, "float64"), "float32");
      taken.push(g.writeRow(enter(tables.changes, "resource"), here, row, "float32"));
    }
    const done = g.node("Identity", [next], { T: { type: "int32" } }, { after: taken });
    const refused = g.node("AddV2", [not, g.constant(REFUSED, "int32")], { T: { type: "int32" } });
    return g.merge(done, refused, "int32");
  }

  private statistics(delta: Node, found: GradientNodes<Node>, parameters: LayerNodes<Node>): LayerPlaces {
    const { g } = this;
    const { weights, biases } = found;
    const learned = LEARNED_BESIDES.filter((name) => found[name]);
    const place = (node: Node): number => this.rowNodes.push(g.halfSquare(node)) - 1;
    return {
      delta: place(delta),
      weights: place(parameters.weights!),
      weightGradient: place(weights!),
      ...(biases && { biasGradient: place(biases) }),
      ...Object.fromEntries(learned.map((name) => [`${name}Gradient`, place(found[name]!)])),
    };
  }

  /** What the variables hold, and the nodes that change them, which are added to `done`. */
  private stateOf(i: Node, handles: readonly Variables[], live: Node, done: Node[]): State<Node> {
    const { g } = this;
    const float = (node: Node): Node => g.cast(node, g.compute, "float32");
    return {
      slots: (l, name) =>
        this.options.optimizer.slots.map((_, k) =>
          g.cast(g.read(handles[l][`${name}Slot${k}`], "float32", [i]), "float32", g.compute),
        ),
      setSlots: (l, name, values) => {
        const next = values.map(float);
        // Every slot is read before any is written.
        next.forEach((slot, k) => done.push(g.assign(handles[l][`${name}Slot${k}`], slot, "float32", next)));
      },
      descend: (l, name, factor, change) =>
        void done.push(g.descend(handles[l][name], float(factor), float(change))),
      subtract: (l, name, change) => void done.push(g.assignSub(handles[l][name], float(change), "float32")),
      setRunning: (l, name, value) =>
        void done.push(g.assign(handles[l][name], float(value), "float32", [live])),
    };
  }

  /** Notes where a layer's ‖ΔW‖ comes from. */
  private tell(l: number, { node, ...factor }: Scaled<Node>, gradient: Node): void {
    if (!this.options.norms) return;
    // Its norm is in the statistics.
    if (node === gradient) this.changes[l] = { factor };
    else this.changes[l] = { factor, place: this.changeNodes.push(this.g.wideHalfSquare(node)) - 1 };
  }
}

/** The scalars that gradients are multiplied with, each written once. */
class Scalars {
  readonly columns: ByStep[] = [];
  private readonly known = new Map<string, Node[]>();
  private readonly numbers = new Map<ByStep, number>();

  /** @param live the layers' units and the columns; what depends on them does not run where the step is refused */
  constructor(
    private readonly g: GraphOps,
    private readonly live: { units: Node; columns: Node },
    private readonly layers: number,
  ) {}

  of({ constant, byStep, power }: Factor, layer: number): Node {
    const key = [constant, power, ...byStep.map((factor) => this.number(factor))].join(" ");
    if (!this.known.has(key)) this.known.set(key, this.write(constant, byStep, power));
    const nodes = this.known.get(key)!;
    return power === 0 ? nodes[0] : nodes[layer];
  }

  private write(constant: number, byStep: readonly ByStep[], power: 0 | 1): Node[] {
    const { g } = this;
    const column = this.columns.push((step, scheduled) => numberOf({ constant, byStep }, step, scheduled)) - 1; // prettier-ignore
    return g.outsideScope(() => {
      const value = g.element(this.live.columns, column);
      return power === 0 ? [value] : g.unpack(g.mul(this.live.units, value), this.layers);
    });
  }

  private number(factor: ByStep): number {
    if (!this.numbers.has(factor)) this.numbers.set(factor, this.numbers.size);
    return this.numbers.get(factor)!;
  }
}
