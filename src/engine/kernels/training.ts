import { accuracyOf } from "../../architecture/loss";
import type { LayerGradients } from "../../architecture/hooks";
import type { Net } from "../../architecture/net";
import type { LayerPlan } from "../../architecture/layers";
import { arraysOfLayers, type LearnedBesides } from "../../architecture/parameters";
import type { Batch } from "../../data/dataset";
import { type Magnitude, timesPower } from "../../numerics/magnitude";
import { brokenStep, isHeld } from "../broken";
import type { StepResult, TrainingSession, UpdateRule } from "../executor";
import { gradientsOf, type Normed, normsOf } from "../layer-gradients";
import { oneByOne } from "../one-by-one";
import { outOfRange, Scales, settle, type Settling } from "../pass/scales";
import { layerParts } from "../pass/update";
import { SavedTraining } from "../saved-training";
import { borrowMachine, giveBackMachine } from "./machine";
import { KernelOps } from "./ops";
import { declareParameters, readParameters, writeParameters } from "./parameters";
import { type Block, getNumber, numbersOf, type Program } from "./program";
import { RecordedPass } from "./recorded-pass";
import { declareSlots, RecordedUpdate, type Slots, startSlots } from "./recorded-update";
import { sectionsOf, type Speed } from "./speed";

/** The norms of a layer's weights and gradients. */
type LayerNormBlocks = Record<"weights" | "weightGradient", Block> &
  Partial<Record<"biasGradient" | `${LearnedBesides}Gradient`, Block>>;

/** A step, noted for batches of one size. */
interface Recorded {
  program: Program;
  pass: RecordedPass;
  /** Where the update begins among the calls. */
  computed: number;
  slots: Slots[];
  norms: LayerNormBlocks[];
  update: RecordedUpdate;
}

/** The training of a net by WebAssembly kernels in float64; its parameters are float32 numbers, as everywhere. */
export class KernelTraining extends SavedTraining implements TrainingSession {
  readonly executor = "kernels";
  readonly block = 1;
  private readonly machine = borrowMachine();
  /** No layer has a scale of its own until one needs it. */
  private scales: Scales;
  private recorded: Recorded;
  /** Layers whose δ is 0, or out of range, whatever its scale. */
  private lost = 0;

  /**
   * @param size examples in a batch
   * @param speed makes the steps faster, where there is a way
   * @throws TooLarge when WebAssembly's memory cannot hold the step
   */
  constructor(
    net: Net,
    private readonly rule: UpdateRule,
    size: number,
    private readonly speed?: Speed,
  ) {
    super(net);
    this.scales = new Scales(net.layers, Infinity);
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
    const g = new KernelOps();
    const { program } = g;
    const parameters = declareParameters(g, arraysOfLayers(net));
    const slots = declareSlots(g, rule.optimizer, parameters);
    const pass = new RecordedPass(g, net, parameters, size, { training: true, spacing: scales.spacing });
    const norm = (block: Block): Block => program.keep(g.norm(block));
    const norms = pass.gradients.map(({ weights, biases, ...besides }, l): LayerNormBlocks => ({
      weights: norm(parameters[l].weights!),
      weightGradient: norm(weights!),
      ...(biases && { biasGradient: norm(biases) }),
      ...Object.fromEntries(Object.entries(besides).map(([name, block]) => [`${name}Gradient`, norm(block)])),
    }));
    const computed = program.length;
    const ofWeights = norms.map(({ weightGradient }) => weightGradient);
    const update = new RecordedUpdate(
      g,
      rule,
      layerParts(net.layers, pass, pass.gradients),
      slots,
      ofWeights,
    );
    program.load(this.machine);
    this.speed?.(program, this.machine, sectionsOf(program, computed), size);
    return { program, pass, computed, slots, norms, update };
  }

  private step(batch: Batch, scheduled: number): StepResult {
    if (this.recorded.pass.size !== batch.size) this.recorded = this.record(batch.size);
    this.compute(batch);
    const { machine, net, scales } = this;
    const { pass, norms, update } = this.recorded;
    const { size, halves } = pass;
    const valueOf = (block: Block): number => getNumber(machine, block);
    const loss = valueOf(pass.loss);
    const { exponents } = scales;
    const isAlive = norms.every(({ weightGradient }, l) => isHeld(timesPower(valueOf(weightGradient) / size, exponents[l]))); // prettier-ignore
    if (!isHeld(loss) || !isAlive) return this.withPass(batch, brokenStep);
    const seen = norms.map((blocks, l) => [valueOf(halves[l]), ...Object.values(blocks).map(valueOf)]);
    const now = { step: ++this.taken, scheduled, size, exponents: [...exponents] };
    update.run(machine, now);
    const changes = norms.map((_, l) => update.changeOf(machine, l, now));
    let layers: LayerGradients[] | undefined;
    return {
      loss,
      accuracy: accuracyOf(net.description, numbersOf(machine, pass.output), batch),
      // Only steps that are recorded, or that somebody listens to, are asked for them.
      get layers() {
        return (layers ??= net.layers.map((plan, l) =>
          gradientsIn(plan, norms[l], seen[l], { change: changes[l], size, exponent: now.exponents[l] }),
        ));
      },
    };
  }

  /** Forward and backward; once more, with other scales, where a layer's δ has left float64's range. */
  private compute(batch: Batch): void {
    const { net } = this;
    const run = (): Settling => {
      const { pass, program, computed } = this.recorded;
      pass.feed(this.machine, batch, this.taken, this.scales);
      program.run(0, computed);
      return pass.seen(this.machine);
    };
    const seen = run();
    if (!Number.isFinite(seen.loss) || outOfRange(seen.halves) <= this.lost) return;
    if (this.scales.spacing === Infinity) {
      this.scales = new Scales(net.layers);
      this.recorded = this.record(batch.size);
    }
    this.lost = outOfRange(settle(net.layers, batch.size, this.scales, run).halves);
  }
}

/** A layer's gradient norms, from half the sum of squares of its δ and then the numbers of its blocks. */
function gradientsIn(
  { index, fanOut }: Pick<LayerPlan, "index" | "fanOut">,
  blocks: LayerNormBlocks,
  [half, ...numbers]: readonly number[],
  { change, size, exponent }: { change: Magnitude; size: number; exponent: number },
): LayerGradients {
  const found: Partial<Record<Normed | "weights", number>> = { delta: Math.sqrt(2 * half) };
  Object.keys(blocks).forEach((name, k) => (found[name as keyof LayerNormBlocks] = numbers[k]));
  return gradientsOf(index, normsOf((name) => found[name], { size, fanOut, exponent }), found.weights!, change); // prettier-ignore
}
