import { availableParallelism } from "node:os";
import type { LayerGradients } from "../../architecture/hooks";
import type { Net } from "../../architecture/net";
import { PARAMETER_NAMES, type ParameterName } from "../../architecture/parameters";
import { hasAccuracy, targetsOf } from "../../architecture/loss";
import type { Batch } from "../../data/dataset";
import { rateOf } from "../../optimizers/optimizer";
import { brokenStep } from "../broken";
import type { LayerNorms, StepResult, TrainingSession, UpdateRule } from "../executor";
import { gradientsOf, type Normed, normsOf } from "../layer-gradients";
import { type Magnitude, magnitude } from "../../numerics/magnitude";
import { SavedTraining } from "../saved-training";
import { fedLabels, fedNoise, stack } from "./feed";
import { withPassInFloat64 } from "./float64-pass";
import { type FeedValue, float64sOf, Model } from "./model";
import { borrow, endingKey, giveBack, layerKey, type Loaded, ruleKey } from "./pool";
import { areDoubtful, areNear, FLAT, inFloat64From, nextComparison, squaresNeedFloat64 } from "../precision";
import { numberOf } from "../pass/scaled";
import type { Form } from "./saved-model";
import { Scales, settle, type Settling } from "../pass/scales";
import { isMiddling, lengthOf, LOWEST, REFUSED, type TrainGraph, trainGraph } from "./train-graph";

/** What one call to TensorFlow should take, in milliseconds: short enough to be interrupted, long against its overhead. */
const CALL = 30;
const LONGEST_BLOCK = 64;
/** Steps for which the tables of a compiled block have room: for other lengths XLA would compile it anew. */
const ROOM = 32;
/** The pass of XLA's that takes sums apart, by which sums of squares took a quarter of a step; it is read once in a process. */
const XLA_FLAGS = "--xla_disable_hlo_passes=tree_reduction_rewriter";
/** Numbers that are fed in one call at most. */
const LARGEST_FEED = 2 ** 22;
/** float32's largest number, with room for the factors beside it. */
const LARGEST = 2 ** 126;
/** The norms up to which every sum of squares is finite; those of gradients, scaled and not, with room for products and long sums. */
const HIGHEST = { float32: [2 ** 60, 2 ** 50, 2 ** 50], float64: [LARGEST, LARGEST, LARGEST] } as const;
/** From this drift of δ's scale on, in powers of two, the exponents are set anew. */
const DRIFT = 16;

/** When XLA is to compile a training's steps. */
export interface Compilation {
  /** Steps that go before, a multiple of 64. */
  after: number;
  /** Examples in every batch. */
  size: number;
}

/** The training of a net by the graph executor: blocks of steps, each block one call to TensorFlow. */
export class GraphTraining extends SavedTraining implements TrainingSession {
  readonly executor = "graph";
  private readonly scales: Scales;
  private compute: "float32" | "float64" = "float32";
  private loaded: Loaded<TrainGraph>;
  private key = "";
  /** Places in a row of statistics that must be large enough to be right; not those that are 0 by themselves. */
  private watched: Float32Array;
  /** All variables, to be set before the next step. */
  private state?: Float32Array;
  private perStep = CALL;
  /** Steps after which one is tried out before it is taken. */
  private triedAfter = 0;
  private compiled = false;
  /** What came of compiling, as the end of a sentence. */
  note?: string;

  /**
   * @param norms false: a plain step without them, whose δ is not scaled; only to see what they cost
   * @param compilation absent: XLA compiles nothing
   * @throws Error with TensorFlow's words when it refuses the graph
   */
  constructor(
    net: Net,
    private readonly rule: UpdateRule,
    private readonly norms = true,
    private readonly compilation?: Compilation,
  ) {
    super(net);
    this.scales = new Scales(net.layers, norms ? undefined : Infinity);
    if (squaresNeedFloat64(rule)) {
      this.compute = "float64";
      this.note = inFloat64From(1);
    }
    this.loaded = this.load();
    this.watched = this.watchAll();
    this.state = this.fresh();
    // No step yet: TensorFlow compiles the graph at its first call, and refuses here what it cannot run.
    try {
      this.call([], []);
    } catch (error) {
      this.close();
      // Of a function's node TensorFlow does not say which one it refuses.
      new Model(this.write("graph")).close();
      throw error;
    }
    this.state = undefined;
  }

  get block(): number {
    const { inputs, outputs } = this.net.description;
    const bySize = Math.floor(LARGEST_FEED / (this.lastSize * (inputs + outputs)));
    const byTime = Math.floor(CALL / this.perStep);
    return Math.max(1, Math.min(this.left, this.room, byTime, bySize));
  }

  get ahead(): "compiling" | undefined {
    const { compilation, compute, note } = this;
    const due = compilation && compute === "float32" && note === undefined && this.taken >= compilation.after;
    return due ? "compiling" : undefined;
  }

  private get room(): number {
    return this.compiled ? ROOM : Infinity;
  }

  /** Steps until float32 is judged again, which must not depend on how long a block happens to be. */
  private get left(): number {
    return LONGEST_BLOCK - (this.taken % LONGEST_BLOCK);
  }
  private lastSize = 1;

  steps(batches: readonly Batch[], factors: readonly number[]): StepResult[] {
    const results: StepResult[] = [];
    let unsettled = Infinity;
    while (results.length < batches.length) {
      if (this.ahead) this.compile();
      const from = results.length;
      if (this.left === LONGEST_BLOCK && this.taken >= this.triedAfter)
        this.tryOut(batches[from], factors[from]);
      const to = from + Math.min(this.left, this.room);
      const { taken, rows, changes } = this.run(batches.slice(from, to), factors.slice(from, to));
      const { size } = batches[from];
      for (let k = 0; k < taken; k++) {
        const update = { step: this.taken + k + 1, factor: factors[from + k], row: changes[k] };
        results.push(this.result(rows[k], batches[from], update));
      }
      this.taken += taken;
      if (taken > 0) unsettled = Infinity;
      if (taken === rows.length) {
        this.follow(rows[taken - 1], size);
        continue;
      }
      const refused = rows[taken];
      const before = unsettled;
      unsettled = this.untrusted(refused).length;
      if (
        !Number.isFinite(refused[0]) ||
        (unsettled >= before && !this.settle(refused, batches[results.length]))
      ) {
        results.push(this.broken(batches[results.length]));
        break;
      }
      if (unsettled >= before) unsettled = Infinity;
      this.scales.adjust(this.meanSquares(refused, size));
    }
    return results;
  }

  save(): void {
    const state = this.variables();
    this.graph.variables.reduce((at, { layer, part, shape, start }) => {
      const next = at + lengthOf(shape);
      if (start === undefined)
        this.net.parameters[layer][part as ParameterName]!.set(state.subarray(at, next));
      return next;
    }, 0);
  }

  close(): void {
    this.unload();
  }

  private load(): Loaded<TrainGraph> {
    const { net, compute, rule, norms, compiled } = this;
    const { optimizer, weightDecay = 0, ...clip } = rule;
    this.key = JSON.stringify(["train", compute, compiled && this.compilation?.size, this.halved, norms, this.scales.spacing, endingKey(net.description), clip, weightDecay, ruleKey(optimizer), net.layers.map(layerKey)]); // prettier-ignore
    return borrow(this.key, (form) => this.write(form));
  }

  /** Whether examples are taken by halves. */
  protected get halved(): boolean {
    return isMiddling(this.net.layers) && availableParallelism() > 1;
  }

  private write(form: Form): TrainGraph {
    const { net, compute, rule, norms, compiled, halved } = this;
    const { description, layers } = net;
    const { weightDecay = 0 } = rule;
    const lengths = net.parameters.map((parameters) =>
      Object.fromEntries(PARAMETER_NAMES.map((name) => [name, parameters[name]?.length ?? 0])),
    );
    const { spacing } = this.scales;
    return trainGraph(
      { description, layers, lengths, compute, compiled, halved, spacing, norms, ...rule, weightDecay },
      form,
    );
  }

  private unload(): void {
    const size = this.graph.variables.reduce((sum, { shape }) => sum + lengthOf(shape), 0);
    giveBack(this.key, this.loaded, size);
  }

  private get graph(): TrainGraph {
    return this.loaded.graph;
  }

  /** The net's parameters, and running averages as they start. */
  private fresh(): Float32Array {
    return stack(
      this.graph.variables.map(({ layer, part, shape, start }) =>
        start === undefined
          ? this.net.parameters[layer][part as ParameterName]!
          : new Float32Array(lengthOf(shape)).fill(start),
      ),
    );
  }

  /** All variables as they are now. */
  private variables(): Float32Array {
    return this.state ?? (this.call([], [], true)[3] as Float32Array);
  }

  private run(
    batches: readonly Batch[],
    factors: readonly number[],
  ): { taken: number; rows: ArrayLike<number>[]; changes: ArrayLike<number>[] } {
    const { rowLength, changesLength } = this.graph;
    const start = performance.now();
    this.lastSize = batches[0].size;
    const [[end], numbers, changes] = this.call(batches, factors);
    this.state = undefined;
    const all = numbers instanceof Int32Array ? float64sOf(numbers) : numbers;
    const refused = end > REFUSED;
    const taken = refused ? end - REFUSED - 1 : batches.length;
    const seen = refused ? taken + 1 : taken;
    this.perStep = (performance.now() - start) / seen;
    return {
      taken,
      rows: tableOf(all, seen, rowLength),
      changes: tableOf(changes, taken, changesLength),
    };
  }

  /** One call of the graph: sets the variables where that is due, takes the steps, and gives the variables if asked. */
  private call(
    batches: readonly Batch[],
    factors: readonly number[],
    saves = false,
  ): (Float32Array | Int32Array)[] {
    const { graph, scales, net } = this;
    const { inputs, outputs } = net.description;
    const count = batches.length;
    const size = batches[0]?.size ?? this.compilation?.size ?? 1;
    const rows = this.compiled ? ROOM : count;
    const table = (values: Float32Array | Int32Array, ...shape: number[]): FeedValue =>
      filled(values, [rows, ...shape]);
    const list = (values: Float32Array): FeedValue => ({ values, shape: [values.length] });
    const flag = (value: boolean): FeedValue => ({ values: Uint8Array.of(Number(value)), shape: [] });
    // The graph may have been written for another learning rate.
    const rates = rateOf(this.rule.optimizer) / graph.rate;
    const columns = factors.flatMap((factor, k) =>
      graph.columns.map((column) => column(this.taken + k + 1, factor * rates)),
    );
    const units = this.units(size);
    return this.loaded.model.run(
      {
        count: { values: Int32Array.of(count), shape: [] },
        inputs: table(stack(batches.map((batch) => batch.inputs)), size, inputs),
        targets: table(stack(batches.map((batch) => targetsOf(net.description, batch))), size, outputs),
        labels: table(stack(batches.map((batch) => fedLabels(net.description, batch)), Int32Array), size), // prettier-ignore
        columns: table(Float32Array.from(columns), graph.columns.length),
        scales: list(scales.factors()),
        units: list(units),
        watched: list(this.watched),
        highest: list(this.highest(units)),
        empty: table(new Float32Array(), graph.rowLength),
        still: table(new Float32Array(), graph.changesLength),
        state: list(this.state ?? new Float32Array(0)),
        restores: flag(this.state !== undefined),
        saves: flag(saves),
        ...fedNoise(net, graph.draws, batches.map((_, k) => this.taken + k), size, rows), // prettier-ignore
      },
      ["end", "rows", "changes", "saved"],
    );
  }

  /** Runs a step without taking it, to see how δ is to be scaled and whether float32 is precise enough. */
  private tryOut(batch: Batch, factor: number): void {
    this.triedAfter = nextComparison(this.taken);
    let row = this.tried(batch, factor);
    if (this.isDoubtful(row, batch.size)) {
      const again = (): Settling => {
        row = this.tried(batch, factor);
        return { loss: row[0], halves: this.graph.places.map(({ delta }) => row[delta]) };
      };
      settle(this.net.layers, batch.size, this.scales, again, [LOWEST.float32, HIGHEST.float32[0] ** 2]);
      if (this.isDoubtful(row, batch.size) && !this.isNear(row, batch)) this.goOnInFloat64();
    }
    if (Number.isFinite(row[0])) this.follow(row, batch.size);
  }

  /** The row of a step that is not taken. */
  private tried(batch: Batch, factor: number): ArrayLike<number> {
    const { watched } = this;
    // No loss is as large as this asks, so that the step is refused.
    this.watched = watched.with(0, Infinity);
    const [row] = this.run([batch], [factor]).rows;
    this.watched = watched;
    return row;
  }

  private isDoubtful(row: ArrayLike<number>, size: number): boolean {
    const isJudged = this.compute === "float32" && Number.isFinite(row[0]);
    return isJudged && areDoubtful(this.net.layers, this.normsIn(row, size), size);
  }

  /** Whether float32's norms, in a row of a step that is not taken, are near those of float64. */
  private isNear(row: ArrayLike<number>, batch: Batch): boolean {
    this.save();
    const exact = withPassInFloat64(this.net, batch, { training: true, step: this.taken }, ({ layers }) =>
      layers.map(({ norms }) => norms),
    );
    return areNear(this.net.layers, this.normsIn(row, batch.size), exact, this.taken);
  }

  /** What 1 in a layer's computed gradients, summed over the batch, is worth in those of the mean loss. */
  private units(size: number): Float32Array {
    return Float32Array.from(this.scales.exponents, (exponent) => 2 ** exponent / size);
  }

  /** The roots of the largest half sums of squares with which the step can still be taken, into float32 parameters. */
  private highest(units: Float32Array): Float32Array {
    const [numbers, most, unscaled] = HIGHEST[this.compute];
    const highest = new Float32Array(this.graph.rowLength).fill(numbers);
    // A loss beyond float32 ends a training, whatever computes it.
    highest[0] = Math.min(numbers, 2 ** 64);
    this.graph.places.forEach(({ delta: _delta, weights: _weights, ...gradients }, l) => {
      const largest = Math.min(most, unscaled / units[l]);
      for (const place of Object.values(gradients)) highest[place] = largest;
    });
    return highest;
  }

  private watchAll(): Float32Array {
    const watched = new Float32Array(this.graph.rowLength);
    for (const { delta, weights, weightGradient } of this.graph.places)
      watched[delta] = watched[weights] = watched[weightGradient] = 1;
    return watched;
  }

  /** The watched places of a row whose numbers are too small, too large or not finite. */
  private untrusted(row: ArrayLike<number>): number[] {
    const lowest = LOWEST[this.compute];
    const highest = this.highest(this.units(this.lastSize));
    return Array.from(highest, (_, place) => place).filter(
      (place) => !(row[place] >= this.watched[place] * lowest && row[place] <= highest[place] ** 2),
    );
  }

  private meanSquares(row: ArrayLike<number>, size: number): number[] {
    return this.graph.places.map(({ delta }, l) => (2 * row[delta]) / (size * this.net.layers[l].fanOut));
  }

  /** Sets the exponents anew when δ has drifted away from them, and goes on in float64 where float32 is not precise enough. */
  private follow(row: ArrayLike<number>, size: number): void {
    if (this.left === LONGEST_BLOCK && this.isFlat(row, size)) this.goOnInFloat64();
    const squares = this.meanSquares(row, size);
    const drifted = squares.some((square) => square > 0 && Math.abs(Math.log2(square)) / 2 > DRIFT);
    if (drifted) this.scales.adjust(squares);
  }

  /**
   * What to do when other exponents no longer help: numbers that are truly 0 need not be watched; those that float32 has
   * lost, because what comes forward is small or large too, are computed in float64 from here on.
   * @returns false when something is too large for an update, whatever the exponents
   */
  private settle(row: ArrayLike<number>, batch: Batch): boolean {
    const bad = this.untrusted(row);
    const wasFloat64 = this.compute === "float64";
    const highest = this.highest(this.units(this.lastSize));
    const overflows = bad.some((place) => !(row[place] <= highest[place] ** 2));
    if (overflows && this.compute === "float64") return false;
    this.save();
    const zero = withPassInFloat64(this.net, batch, { training: true, step: this.taken }, ({ layers }) =>
      layers.map(({ norms }) => norms.weightGradient.log10 === -Infinity),
    );
    const noWeights = this.net.parameters.map(({ weights }) => weights.every((w) => w === 0));
    const lost =
      overflows ||
      this.graph.places.some(
        ({ delta, weights, weightGradient }, l) =>
          (!zero[l] && (bad.includes(weightGradient) || bad.includes(delta))) ||
          (!noWeights[l] && bad.includes(weights)),
      );
    if (lost) this.goOnInFloat64();
    this.graph.places.forEach(({ delta, weights, weightGradient }, l) => {
      if (zero[l]) this.watched[delta] = this.watched[weightGradient] = 0;
      if (noWeights[l]) this.watched[weights] = 0;
    });
    // The pass has parameters that are rounded to float32, with which a unit beside its kink may be on: what is 0 here is 0.
    if (wasFloat64) for (const place of bad) if (row[place] === 0) this.watched[place] = 0;
    return true;
  }

  /** Has XLA compile the steps, or notes why it cannot. */
  private compile(): void {
    const state = this.variables();
    this.unload();
    const { XLA_FLAGS: flags } = process.env;
    process.env["XLA_FLAGS"] ??= XLA_FLAGS;
    try {
      this.compiled = true;
      this.loaded = this.load();
      this.state = state;
      this.call([], []);
      this.state = undefined;
      this.note = `; XLA compiled those after step ${this.taken}`;
    } catch (error) {
      this.compiled = false;
      this.note = `; XLA would not compile them (${firstLine(error)})`;
      this.loaded = this.load();
      this.state = state;
    } finally {
      if (flags === undefined) delete process.env["XLA_FLAGS"];
    }
  }

  private goOnInFloat64(): void {
    if (this.compute === "float64") return;
    this.state = this.variables();
    this.unload();
    this.note = (this.note ?? "") + inFloat64From(this.taken + 1);
    this.compiled = false;
    this.compute = "float64";
    this.loaded = this.load();
    this.watched = this.watchAll();
  }

  /**
   * Whether the units of some layer are so far out on a flat part of φ that φ′, a difference of nearly equal numbers in
   * float32, has lost digits: from how much less comes back through the layer than its weights alone would give.
   */
  private isFlat(row: ArrayLike<number>, size: number): boolean {
    const { layers } = this.net;
    const squares = this.meanSquares(row, size);
    return this.graph.places.slice(0, -1).some((_, l) => {
      const { activation, normalization, skip } = layers[l];
      if (activation.saturation === 0 || normalization !== "none" || skip) return false;
      const gain = Math.sqrt((2 * row[this.graph.places[l + 1].weights]) / layers[l + 1].fanIn);
      const { exponents } = this.scales;
      const through = Math.sqrt(squares[l] / squares[l + 1]) * 2 ** (exponents[l] - exponents[l + 1]);
      return through > 0 && through / gain < FLAT;
    });
  }

  /** The step to come, which cannot be taken: its numbers as a pass has them, which float32 may not hold. */
  private broken(batch: Batch): StepResult {
    return this.withPass(batch, brokenStep);
  }

  /** A step as a row tells it; `moved` says what its update did. */
  private result(row: ArrayLike<number>, batch: Batch, moved: Moved): StepResult {
    const { size } = batch;
    const { layers } = this.net;
    const gradients = this.normsIn(row, size).map((norms, l): LayerGradients => {
      const { weights, weightGradient } = this.graph.places[l];
      const change = this.changeOf(l, lengthAt(row, weightGradient), size, moved);
      return gradientsOf(layers[l].index, norms, lengthAt(row, weights), change);
    });
    return {
      loss: row[0],
      accuracy: hasAccuracy(this.net.description, batch) ? row[1] : Number.NaN,
      layers: gradients,
    };
  }

  /** Every layer's gradient norms, in a row. */
  private normsIn(row: ArrayLike<number>, size: number): LayerNorms[] {
    return this.graph.places.map((places, l) => {
      const of = (name: Normed): number | undefined =>
        places[name] === undefined ? undefined : lengthAt(row, places[name]);
      return normsOf(of, { size, fanOut: this.net.layers[l].fanOut, exponent: this.scales.exponents[l] });
    });
  }

  /** ‖ΔW‖ of a layer; `gradient` is the norm of its gradient as computed. */
  private changeOf(l: number, gradient: number, size: number, { step, factor, row }: Moved): Magnitude {
    const { rate, changes } = this.graph;
    const change = changes[l];
    const by = numberOf(change.factor, step, (factor * rateOf(this.rule.optimizer)) / rate);
    const norm = Math.abs(by) * (change.place === undefined ? gradient : row[change.place]);
    return change.factor.power === 0 ? magnitude(norm) : magnitude(norm / size, this.scales.exponents[l]);
  }
}

/** What tells how far a step's update went. */
interface Moved {
  /** Counted from 1. */
  step: number;
  factor: number;
  row: ArrayLike<number>;
}

/** The root of twice what stands at a place. */
const lengthAt = (row: ArrayLike<number>, place: number): number => Math.sqrt(2 * row[place]);

/** A table that begins with these numbers and goes on with zeros. */
function filled(values: Float32Array | Int32Array, shape: number[]): FeedValue {
  if (values.length === lengthOf(shape)) return { values, shape };
  const all = new (values.constructor as new (length: number) => typeof values)(lengthOf(shape));
  all.set(values);
  return { values: all, shape };
}

const firstLine = (error: unknown): string => String(error).trim().split("\n")[0].slice(0, 200);

/** The first rows of a table. */
const tableOf = <T extends Float32Array | Float64Array | Int32Array>(
  numbers: T,
  rows: number,
  length: number,
): ArrayLike<number>[] =>
  Array.from({ length: rows }, (_, k) => numbers.subarray(k * length, (k + 1) * length));
