import { accuracyOf } from "../../architecture/loss";
import type { Net } from "../../architecture/net";
import { arraysOfLayers, type LearnedBesides } from "../../architecture/parameters";
import type { Batch } from "../../data/dataset";
import { brokenStep, isHeld } from "../broken";
import type { StepResult, TrainingSession, UpdateRule } from "../executor";
import { gradientsOf, normsOf } from "../layer-gradients";
import { oneByOne } from "../one-by-one";
import { outOfRange, Scales, settle, type Settling } from "../pass/scales";
import { layerParts } from "../pass/update";
import { SavedTraining } from "../saved-training";
import { borrowMachine, giveBackMachine } from "./machine";
import { KernelOps } from "./ops";
import { declareParameters, readParameters, writeParameters } from "./parameters";
import { type Block, numbersOf, type Program } from "./program";
import { RecordedPass } from "./recorded-pass";
import { declareSlots, RecordedUpdate, type Slots, startSlots, type UpdateStep } from "./recorded-update";

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
   * @throws TooLarge when WebAssembly's memory cannot hold the step
   */
  constructor(
    net: Net,
    private readonly rule: UpdateRule,
    size: number,
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
    return { program, pass, computed, slots, norms, update };
  }

  private step(batch: Batch, scheduled: number): StepResult {
    if (this.recorded.pass.size !== batch.size) this.recorded = this.record(batch.size);
    this.compute(batch);
    const { machine, net, scales } = this;
    const { pass, norms, update } = this.recorded;
    const { size, halves } = pass;
    const valueOf = (block: Block): number => numbersOf(machine, block)[0];
    const found = net.layers.map(({ fanOut }, l) =>
      normsOf(
        (name) => {
          if (name === "delta") return Math.sqrt(2 * valueOf(halves[l]));
          const block = norms[l][name];
          return block && valueOf(block);
        },
        { size, fanOut, exponent: scales.exponents[l] },
      ),
    );
    const loss = valueOf(pass.loss);
    if (!isHeld(loss) || !found.every(({ weightGradient }) => isHeld(weightGradient.value)))
      return this.withPass(batch, brokenStep);
    const sizes = norms.map(({ weights }) => valueOf(weights));
    const now: UpdateStep = { step: ++this.taken, scheduled, size, exponents: scales.exponents };
    update.run(machine, now);
    const layers = net.layers.map(({ index }, l) =>
      gradientsOf(index, found[l], sizes[l], update.changeOf(machine, l, now)),
    );
    return { loss, accuracy: accuracyOf(net.description, numbersOf(machine, pass.output), batch), layers };
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
