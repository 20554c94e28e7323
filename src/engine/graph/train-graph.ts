import type { NetDescription } from "../../architecture/description";
import type { LayerPlan } from "../../architecture/layers";
import { type ParameterName, PARAMETER_NAMES, shapeOf, TRAINED } from "../../architecture/parameters";
import type { Optimizer } from "../../optimizers/optimizer";
import { RUNNING_SHARE } from "../reference";
import type { Node } from "./builder";
import { backward, forward, type ForwardNodes, type GradientNodes, type LayerNodes } from "./layer";
import { accuracyOf, lossOf } from "./loss";
import { GraphOps } from "./ops";
import { type ByStep, graphArithmetic, materialize, type Scaled, scaled, type ScalarOf } from "./scaled";
import { skipsOf } from "./scales";

/** What a training graph is compiled from; everything else is fed. */
export interface TrainGraphOptions {
  description: NetDescription;
  layers: readonly LayerPlan[];
  /** The lengths of each layer's parameters. */
  lengths: readonly Partial<Record<ParameterName, number>>[];
  compute: "float32" | "float64";
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
}

/** A uniform draw that the host makes for each step, of a layer's shape. */
export interface Draw {
  name: string;
  layer: number;
  low: number;
  high: number;
}

/** A training step as a SavedModel: a loop over the steps of a block, in one call. */
export interface TrainGraph {
  bytes: Uint8Array;
  /** Factors that the host feeds for each step. */
  columns: readonly ByStep[];
  draws: readonly Draw[];
  /** The row's length, and each layer's places in it; loss and accuracy come first. */
  rowLength: number;
  places: readonly LayerPlaces[];
}

/** How far a step went that was not taken, on top of its number. */
export const REFUSED = 1 << 24;

/** The half sums of squares within which float32 (or float64) has all its digits. */
export const TRUSTED = { float32: [2 ** -90, 2 ** 100], float64: [2 ** -900, 2 ** 900] } as const;

export const variableName = (layer: number, name: ParameterName | `${ParameterName}Slot${number}`): string =>
  `layer${layer}/${name}`;

/** Writes the graph that trains a net; see `GraphSession` for what is fed and fetched. */
export function trainGraph(options: TrainGraphOptions): TrainGraph {
  return new TrainGraphWriter(options).write();
}

type Variables = Record<string, Node>;

class TrainGraphWriter {
  private readonly g: GraphOps;
  private readonly columns: ByStep[] = [];
  private readonly draws: Draw[] = [];
  private readonly rowNodes: Node[] = [];
  private readonly places: LayerPlaces[] = [];
  private readonly handles: Variables[] = [];

  constructor(private readonly options: TrainGraphOptions) {
    this.g = new GraphOps(options.compute);
  }

  write(): TrainGraph {
    const { g, options } = this;
    this.declare();
    const statistics = g.variable("statistics", options.compute, "unknown");
    const count = g.placeholder("count", "int32");
    const fed = {
      inputs: g.placeholder("inputs", "float32"),
      targets: g.placeholder("targets", "float32"),
      labels: g.placeholder("labels", "int32"),
      columns: g.placeholder("columns", "float32"),
      scales: g.placeholder("scales", "float32"),
      units: g.placeholder("units", "float32"),
      watched: g.placeholder("watched", "float32"),
    };
    const empty = g.placeholder("empty", "float32");
    const cleared = g.assign(statistics, g.cast(empty, "float32", options.compute), options.compute);
    const end = g.loop(
      count,
      (i, enter) => this.step(i, enter, fed, statistics),
      [cleared],
    );
    g.node("Identity", [end], { T: { type: "int32" } }, { name: "end" });
    const rows = g.read(statistics, options.compute, [end]);
    if (options.compute === "float64")
      g.node("Bitcast", [rows], { T: { type: "float64" }, type: { type: "int32" } }, { name: "rows" });
    else g.node("Identity", [rows], { T: { type: "float32" } }, { name: "rows" });
    return {
      bytes: g.savedModel(),
      columns: this.columns,
      draws: this.draws,
      rowLength: this.rowNodes.length,
      places: this.places,
    };
  }

  /** Declares the variables, `init`, which sets them from what is fed, and a node that reads each one. */
  private declare(): void {
    const { g, options } = this;
    const set: Node[] = [];
    options.layers.forEach((plan, l) => {
      const variables: Variables = {};
      for (const name of PARAMETER_NAMES) {
        const length = options.lengths[l][name];
        if (!length) continue;
        const shape = shapeOf(name, { length }, plan);
        const declare = (full: Parameters<typeof variableName>[1]): Node =>
          (variables[full] = g.variable(variableName(plan.index, full), "float32", shape));
        const handle = declare(name);
        const start = g.placeholder(`init/${variableName(plan.index, name)}`, "float32");
        set.push(g.assign(handle, start, "float32"));
        const value = g.read(handle, "float32");
        g.node("Identity", [value], { T: { type: "float32" } }, { name: `read/${variableName(plan.index, name)}` });
        if (!(TRAINED as readonly string[]).includes(name)) continue;
        options.optimizer.slots.forEach((first, k) => {
          const filled = g.fill(shape, first, "float32");
          set.push(g.assign(declare(`${name}Slot${k}`), filled, "float32"));
        });
      }
      this.handles.push(variables);
    });
    g.node("Const", [], { dtype: { type: "int32" }, value: { tensor: { type: "int32", shape: [], values: [0] } } }, { name: "init", after: set }); // prettier-ignore
  }

  /** One step of the loop: forward, loss, backward, statistics, and the update where the statistics can be trusted. */
  private step(
    i: Node,
    enter: (outer: Node, type: "float32" | "int32" | "resource") => Node,
    fed: Record<"inputs" | "targets" | "labels" | "columns" | "scales" | "units" | "watched", Node>,
    statistics: Node,
  ): Node {
    const { g, options } = this;
    const { description, layers, compute } = options;
    const row = (table: Node): Node => g.cast(g.row(enter(table, "float32"), i, "float32"), "float32", compute);
    const handles = this.handles.map((variables) =>
      Object.fromEntries(Object.entries(variables).map(([name, handle]) => [name, enter(handle, "resource")])),
    );
    const read = (l: number, name: string): Node =>
      g.cast(g.read(handles[l][name], "float32", [i]), "float32", compute);
    const inputs = row(fed.inputs);
    const targets = row(fed.targets);
    const labels = g.row(enter(fed.labels, "int32"), i, "int32");

    const parameters: LayerNodes[] = [];
    const passes: ForwardNodes[] = [];
    const outputs = [inputs];
    layers.forEach((plan, l) => {
      g.within(`layer${plan.index}`, () => {
        parameters[l] = {};
        for (const name of PARAMETER_NAMES) if (handles[l][name]) parameters[l][name] = read(l, name);
        const noise = this.noise(plan, i, enter);
        passes[l] = forward(g, plan, parameters[l], outputs, { training: true, noise });
        outputs.push(passes[l].output);
      });
    });

    const z = outputs.at(-1)!;
    const { loss, delta: last } = g.within("loss", () => lossOf(g, description.loss, description.outputs, z, targets));
    this.rowNodes.push(loss, accuracyOf(g, description.outputs, z, labels));

    const gradients = this.backwards(parameters, passes, last, enter(fed.scales, "float32"));
    const whole = g.pack(this.rowNodes);
    const written = g.node("ResourceScatterUpdate", [enter(statistics, "resource"), i, whole], {
      dtype: { type: compute },
      Tindices: { type: "int32" },
    });
    const watched = g.cast(enter(fed.watched, "float32"), "float32", compute);
    const [low, high] = TRUSTED[compute];
    const trusted = g.all(
      g.and(g.greaterEqual(whole, g.mul(watched, low)), g.lessEqual(whole, high)),
    );
    const after = g.node("AddV2", [i, g.constant(1, "int32")], { T: { type: "int32" } }, { after: [written] });
    const gate = (value: Node, type: "float32" | "int32"): Node =>
      g.node("Switch", [value, trusted], { T: { type } });
    const next = gate(after, "int32");
    // What is computed from these is not run where the step is refused, so that nothing is updated then.
    const live = (value: Node): Node => g.cast(`${gate(value, "float32")}:1`, "float32", compute);
    const taken = this.update(i, parameters, passes, gradients, handles, {
      units: live(enter(fed.units, "float32")),
      columns: live(g.row(enter(fed.columns, "float32"), i, "float32")),
    });
    const done = g.node("Identity", [`${next}:1`], { T: { type: "int32" } }, { after: taken });
    const refused = g.node("AddV2", [next, g.constant(REFUSED, "int32")], { T: { type: "int32" } });
    return g.node("Merge", [done, refused], { T: { type: "int32" }, N: 2 });
  }

  /** The backward pass through all layers, whose δ each layer scales by a power of two. */
  private backwards(
    parameters: readonly LayerNodes[],
    passes: readonly ForwardNodes[],
    last: Node,
    fedScales: Node,
  ): GradientNodes[] {
    const { g, options } = this;
    const { layers } = options;
    const skips = skipsOf(layers);
    const scales = g.unpack(g.cast(fedScales, "float32", options.compute), layers.length + skips.length);
    const gradients: GradientNodes[] = [];
    /** What flows into each layer's output over skip connections. */
    const skipped: Node[] = [];
    let flow = last;
    for (let l = layers.length - 1; l >= 0; l--) {
      const plan = layers[l];
      g.within(`layer${plan.index}`, () => {
        let upstream = g.mul(flow, scales[l]);
        if (skipped[plan.index]) upstream = g.add(upstream, skipped[plan.index]);
        const pass = backward(g, plan, parameters[l], passes[l], upstream);
        gradients[l] = pass.gradients;
        this.places[l] = this.statistics(pass.delta, pass.gradients, parameters[l]);
        if (l > 0) flow = g.matMul(pass.delta, parameters[l].weights!, { b: true });
        const skip = skips.findIndex((s) => s.to === plan.index);
        if (skip >= 0 && skips[skip].from > 0) {
          const bypass = g.mul(upstream, scales[layers.length + skip]);
          const { from } = skips[skip];
          skipped[from] = skipped[from] ? g.add(skipped[from], bypass) : bypass;
        }
      });
    }
    return gradients;
  }

  private statistics(delta: Node, { weights, biases }: GradientNodes, parameters: LayerNodes): LayerPlaces {
    const { g } = this;
    const place = (node: Node): number => this.rowNodes.push(g.halfSquare(node)) - 1;
    return {
      delta: place(delta),
      weights: place(parameters.weights!),
      weightGradient: place(weights!),
      ...(biases && { biasGradient: place(biases) }),
    };
  }

  /** Uniform numbers of a layer: fed, because the reference draws the same ones. */
  private noise(
    plan: LayerPlan,
    i: Node,
    enter: (outer: Node, type: "float32") => Node,
  ): (like: Node, low: number, high: number) => Node {
    const { g } = this;
    const known = new Map<string, Node>();
    return (_, low, high) => {
      const key = `${low} ${high}`;
      if (!known.has(key)) {
        const name = `noise${this.draws.length}`;
        this.draws.push({ name, layer: plan.index, low, high });
        const table = enter(g.outsideLoop(() => g.placeholder(name, "float32")), "float32");
        known.set(key, g.cast(g.row(table, i, "float32"), "float32", g.compute));
      }
      return known.get(key)!;
    };
  }

  /** Writes the updates of all parameters and running averages, and returns them. */
  private update(
    i: Node,
    parameters: readonly LayerNodes[],
    passes: readonly ForwardNodes[],
    gradients: readonly GradientNodes[],
    handles: readonly Variables[],
    live: { columns: Node; units: Node },
  ): Node[] {
    const { g, options } = this;
    const { layers, optimizer, weightDecay } = options;
    const scalars = new Scalars(g, live, layers.length);
    const clip = this.clipping(gradients, scalars);
    const done: Node[] = [];
    layers.forEach((plan, l) => {
      g.within(`layer${plan.index}`, () => {
        const scalarOf: ScalarOf = (factor) => scalars.of(factor, l);
        const arithmetic = graphArithmetic(g, scalarOf);
        const float = (node: Node): Node => g.cast(node, g.compute, "float32");
        for (const name of TRAINED) {
          const gradient = gradients[l][name];
          if (!gradient) continue;
          let given = clip(scaled(gradient, 1), l);
          const parameter = parameters[l][name]!;
          if (name === "weights" && weightDecay > 0)
            given = arithmetic.add(given, scaled(g.mul(parameter, weightDecay)));
          const old = optimizer.slots.map((_, k) =>
            scaled(g.cast(g.read(handles[l][`${name}Slot${k}`], "float32", [i]), "float32", g.compute)),
          );
          const { change, slots } = optimizer.update<Scaled>(arithmetic, given, old);
          const next = slots.map((slot) => float(materialize(g, scalarOf, slot)));
          // Every slot is read before any is written.
          next.forEach((slot, k) => done.push(g.assign(handles[l][`${name}Slot${k}`], slot, "float32", next)));
          const handle = handles[l][name];
          if (name === "weights" && (optimizer.decay ?? 0) > 0) {
            const beside = (optimizer.parameters["rate"] ?? 0) * optimizer.decay!;
            const decay = scaled(g.mul(parameter, beside));
            const total = arithmetic.add({ ...change, byStep: [...change.byStep, SCHEDULE] }, { ...decay, byStep: [SCHEDULE] }); // prettier-ignore
            done.push(g.assignSub(handle, float(total.node), "float32"));
          } else {
            const rate = scalarOf({ ...change, byStep: [...change.byStep, SCHEDULE] });
            done.push(g.descend(handle, float(rate), float(change.node)));
          }
        }
        const { statistics } = passes[l];
        if (statistics) {
          for (const [name, batch] of [["runningMean", statistics.mean], ["runningVariance", statistics.variance]] as const) { // prettier-ignore
            const blend = g.add(g.mul(parameters[l][name]!, 1 - RUNNING_SHARE), g.mul(batch, RUNNING_SHARE));
            done.push(g.assign(handles[l][name], float(blend), "float32", [live.units]));
          }
        }
      });
    });
    this.columns.push(...scalars.columns);
    return done;
  }

  /** What is done to a gradient before it is used: cut off, scaled down with all others, or nothing. */
  private clipping(
    gradients: readonly GradientNodes[],
    scalars: Scalars,
  ): (gradient: Scaled, layer: number) => Scaled {
    const { g } = this;
    const { clipNorm, clipValue } = this.options;
    const cut = (gradient: Scaled, l: number): Scaled => {
      if (clipValue === undefined) return gradient;
      const full = materialize(g, (factor) => scalars.of(factor, l), gradient);
      return scaled(g.clipByValue(full, -clipValue, clipValue));
    };
    if (clipNorm === undefined) return cut;
    const norms = gradients.flatMap((layer, l) =>
      Object.values(layer).map((gradient) => {
        const { node, ...factor } = cut(scaled(gradient, 1), l);
        const norm = g.sqrt(g.mul(g.halfSquare(node), 2));
        return factor.power === 0 ? norm : g.mul(norm, scalars.of(factor, l));
      }),
    );
    // Divided by the largest first, so that no square overflows.
    const all = g.pack(norms);
    const largest = g.max(all, 0);
    const total = g.mul(largest, g.sqrt(g.sum(g.square(g.divNoNan(all, largest)), 0)));
    const share = g.minimum(g.div(g.constant(clipNorm, g.compute), total), 1);
    return (gradient, l) => {
      const kept = cut(gradient, l);
      return { ...kept, node: g.mul(kept.node, share) };
    };
  }
}

/** The factor of the schedule. */
const SCHEDULE: ByStep = (_, scheduled) => scheduled;

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

  of({ constant, byStep, power }: Omit<Scaled, "node">, layer: number): Node {
    const key = [constant, power, ...byStep.map((factor) => this.number(factor))].join(" ");
    if (!this.known.has(key)) this.known.set(key, this.write(constant, byStep, power));
    const nodes = this.known.get(key)!;
    return power === 0 ? nodes[0] : nodes[layer];
  }

  private write(constant: number, byStep: readonly ByStep[], power: 0 | 1): Node[] {
    const { g } = this;
    const column = this.columns.push((step, scheduled) => byStep.reduce((all, f) => all * f(step, scheduled), constant)) - 1; // prettier-ignore
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
