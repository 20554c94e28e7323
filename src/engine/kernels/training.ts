import { accuracyOf } from "../../architecture/loss";
import type { LayerGradients } from "../../architecture/hooks";
import type { Net } from "../../architecture/net";
import { arraysOfLayers } from "../../architecture/parameters";
import type { Batch } from "../../data/dataset";
import { timesPower } from "../../numerics/magnitude";
import type { Floats } from "../../numerics/norm";
import { brokenStep, isHeld } from "../broken";
import type { LayerNorms, StepResult, TrainingSession, UpdateRule } from "../executor";
import { gradientsOf, type Normed, normsOf } from "../layer-gradients";
import { oneByOne } from "../one-by-one";
import { outOfRange, Scales, settle, type Settling } from "../pass/scales";
import { layerParts } from "../pass/update";
import { areNear, inFloat64From, nextComparison, squaresNeedFloat64 } from "../precision";
import { SavedTraining } from "../saved-training";
import { borrowMachine, DOUBLE, type Format, giveBackMachine, type Machine, SINGLE } from "./machine";
import { KernelOps } from "./ops";
import { declareParameters, readParameters, writeParameters } from "./parameters";
import { type Block, getNumber, numbersAt, numbersOf, placeOf, type Program, setNumbers } from "./program";
import { RecordedPass } from "./recorded-pass";
import { declareSlots, RecordedUpdate, type Slots, startSlots } from "./recorded-update";
import { sectionsOf, type Speed } from "./speed";

/**
 * What is read of a layer after a pass: half the sum of squares of its δ, and the norms of its weights and gradients; and where they
 * begin among all layers' numbers, which are one array: small ones take long to make.
 */
interface Watched {
  names: ("half" | "weights" | Normed)[];
  from: number;
}
/** Where half the sum of squares stands among a layer's numbers, and where the norm of its weight gradient does. */
const HALF = 0;
const GRADIENT = 2;

/** A step, noted for batches of one size. */
interface Recorded {
  program: Program;
  pass: RecordedPass;
  /** Where the update begins among the calls. */
  computed: number;
  slots: Slots[];
  watched: Watched[];
  places: Int32Array;
  update: RecordedUpdate;
}

/** The least and the largest root of a sum of squares at which float32 has all digits, of the squares too. */
const SURE = [2 ** -45, 2 ** 45];

/** How kernels train. */
export interface KernelTrainingOptions {
  /** Makes the steps faster, where there is a way. */
  speed?: Speed;
  /** What they begin in; default float32, if the update does not need more. */
  format?: Format;
  /** false: float32 is never held against float64; only to see what norms cost. */
  compared?: boolean;
}

/**
 * The training of a net by WebAssembly kernels: in float32, and in float64 from the first step whose gradients leave its range, or are found not to
 * be float64's: deep nets in the chaotic phase magnify rounding, and normalizations may leave a small difference. Its parameters are float32 numbers, as everywhere.
 */
export class KernelTraining extends SavedTraining implements TrainingSession {
  readonly executor = "kernels";
  readonly copiesBatches = true;
  readonly block = 1;
  /** Where float64 begins, as the end of a sentence. */
  note?: string;
  private machine: Machine;
  /** No layer has a scale of its own until one needs it. */
  private scales: Scales;
  private recorded: Recorded;
  /** Steps after which float32's norms are held against float64's. */
  private comparedAfter: number;
  /** Layers whose δ is 0, or out of range, whatever its scale. */
  private lost = 0;

  /**
   * @param size examples in a batch
   * @throws TooLarge when WebAssembly's memory cannot hold the step, in float64 too
   */
  constructor(
    net: Net,
    private readonly rule: UpdateRule,
    size: number,
    private readonly options: KernelTrainingOptions = {},
  ) {
    super(net);
    this.scales = new Scales(net.layers, Infinity);
    this.comparedAfter = options.compared === false ? Infinity : 0;
    const needsDouble = squaresNeedFloat64(rule);
    if (needsDouble) this.note = inFloat64From(1);
    this.machine = borrowMachine<Floats>(options.format ?? (needsDouble ? DOUBLE : SINGLE));
    try {
      this.recorded = this.record(size);
    } catch (error) {
      this.close();
      throw error;
    }
    const { pass, slots } = this.recorded;
    writeParameters(this.machine, pass.parameters, arraysOfLayers(net));
    startSlots(this.machine, rule.optimizer, slots);
  }

  steps(batches: readonly Batch[], factors: readonly number[]): StepResult[] {
    return oneByOne(batches, factors, (batch, factor) => this.step(batch, factor));
  }

  save(): void {
    readParameters(this.machine, this.recorded.pass.parameters, arraysOfLayers(this.net));
  }

  close(): void {
    giveBackMachine(this.machine);
  }

  /** Notes a step for batches of a size. What is remembered from step to step keeps its place. */
  private record(size: number): Recorded {
    const { net, scales, rule } = this;
    const g = new KernelOps(this.machine.format);
    const { program } = g;
    const parameters = declareParameters(g, arraysOfLayers(net));
    const slots = declareSlots(g, rule.optimizer, parameters);
    const pass = new RecordedPass(g, net, parameters, size, { training: true, spacing: scales.spacing });
    const norm = (block: Block): Block => program.keep(g.norm(block));
    const blocks = pass.gradients.map(({ weights, biases, ...besides }, l) => ({
      half: pass.halves[l],
      weights: norm(parameters[l].weights!),
      weightGradient: norm(weights!),
      ...(biases && { biasGradient: norm(biases) }),
      ...Object.fromEntries(Object.entries(besides).map(([name, block]) => [`${name}Gradient`, norm(block)])),
    }));
    const computed = program.length;
    const ofWeights = blocks.map(({ weightGradient }) => weightGradient);
    const update = new RecordedUpdate(
      g,
      rule,
      layerParts(net.layers, pass, pass.gradients),
      slots,
      ofWeights,
    );
    program.load(this.machine);
    const { format } = this.machine;
    this.options.speed?.(program, this.machine, sectionsOf(program, computed), size);
    const places: number[] = [];
    const watched = blocks.map((of) => {
      const from = places.length;
      for (const block of Object.values(of)) places.push(placeOf(block) / format.bytes);
      return { names: Object.keys(of) as Watched["names"], from };
    });
    return { program, pass, computed, slots, watched, places: Int32Array.from(places), update };
  }

  private step(batch: Batch, scheduled: number): StepResult {
    if (this.recorded.pass.size !== batch.size) this.recorded = this.record(batch.size);
    const seen = this.compute(batch);
    const { machine, net, scales } = this;
    const { pass, watched, update } = this.recorded;
    const { size } = pass;
    const loss = getNumber(machine, pass.loss);
    const exponents = [...scales.exponents];
    const isAlive = watched.every(({ from }, l) =>
      isHeld(timesPower(seen[from + GRADIENT] / size, exponents[l])),
    );
    if (!isHeld(loss) || !isAlive) return this.withPass(batch, brokenStep);
    const now = { step: ++this.taken, scheduled, size, exponents };
    update.run(machine, now);
    const changes = watched.map((_, l) => update.changeOf(machine, l, now));
    let layers: LayerGradients[] | undefined;
    return {
      loss,
      accuracy: accuracyOf(net.description, numbersOf(machine, pass.output), batch),
      // Only steps that are recorded, or that somebody listens to, are asked for them.
      get layers() {
        return (layers ??= net.layers.map(({ index, fanOut }, l) => {
          const of = numbersIn(watched[l], seen);
          const norms = normsOf(of, { size, fanOut, exponent: exponents[l] });
          return gradientsOf(index, norms, of("weights")!, changes[l]);
        }));
      },
    };
  }

  /**
   * Forward and backward; once more in float64 where float32 loses digits, and with other scales where a layer's δ has left float64's range.
   * @returns what is watched of each layer
   */
  private compute(batch: Batch): Float64Array {
    const { net } = this;
    const watched = (): Float64Array => numbersAt(this.machine, this.recorded.places);
    const run = (): Settling => {
      const { pass, program, computed } = this.recorded;
      pass.feed(this.machine, batch, this.taken, this.scales);
      program.run(0, computed);
      return pass.seen(this.machine);
    };
    const seen = run();
    if (this.machine.format !== DOUBLE) {
      const { machine, recorded } = this;
      const norms = watched();
      const isInRange = Number.isFinite(seen.loss) && recorded.watched.every((one) => isSure(one, norms));
      if (isInRange && this.taken < this.comparedAfter) return norms;
      const found = this.normsIn(norms);
      this.widen();
      const exact = this.compute(batch);
      if (isInRange && areNear(net.layers, found, this.normsIn(exact), this.taken)) {
        giveBackMachine(this.machine);
        this.machine = machine;
        this.recorded = recorded;
        this.comparedAfter = nextComparison(this.taken);
        return norms;
      }
      giveBackMachine(machine);
      this.note = inFloat64From(this.taken + 1);
      return exact;
    }
    if (!Number.isFinite(seen.loss) || outOfRange(seen.halves) <= this.lost) return watched();
    if (this.scales.spacing === Infinity) {
      this.scales = new Scales(net.layers);
      this.recorded = this.record(batch.size);
    }
    this.lost = outOfRange(settle(net.layers, batch.size, this.scales, run).halves);
    return watched();
  }

  /** Every layer's gradient norms, from what was watched. */
  private normsIn(seen: Float64Array): LayerNorms[] {
    const { pass, watched } = this.recorded;
    const { exponents } = this.scales;
    return this.net.layers.map(({ fanOut }, l) =>
      normsOf(numbersIn(watched[l], seen), { size: pass.size, fanOut, exponent: exponents[l] }),
    );
  }

  /** Takes another machine, of float64, with what is remembered from step to step. */
  private widen(): void {
    const { machine, recorded } = this;
    this.machine = borrowMachine(DOUBLE);
    try {
      this.recorded = this.record(recorded.pass.size);
    } catch (error) {
      giveBackMachine(this.machine);
      this.machine = machine;
      throw error;
    }
    const from = rememberedOf(recorded);
    rememberedOf(this.recorded).forEach((block, k) => setNumbers(this.machine, block, numbersOf(machine, from[k]))); // prettier-ignore
  }
}

/** The parameters, and the optimizer's averages of them. */
const rememberedOf = ({ pass, slots }: Recorded): Block[] => [
  ...pass.parameters.flatMap((part) => Object.values(part)),
  ...slots.flatMap((part) => Object.values(part).flat()),
];

/** Whether what was read of a layer, half a sum of squares and norms, has all its digits in float32. */
const isSure = ({ names, from }: Watched, seen: Float64Array): boolean =>
  names.every((_, k) => {
    const norm = k === HALF ? Math.sqrt(seen[from]) : seen[from + k];
    return norm >= SURE[0] && norm <= SURE[1];
  });

/** What was read of a layer, by its names; and the norm of δ. */
function numbersIn({ names, from }: Watched, seen: Float64Array) {
  const found: Partial<Record<Watched["names"][number], number>> = {};
  names.forEach((name, k) => (found[name] = seen[from + k]));
  found.delta = Math.sqrt(2 * found.half!);
  return (name: Watched["names"][number]): number | undefined => found[name];
}
