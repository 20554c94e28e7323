import { accuracyOf } from "../../architecture/loss";
import type { Net } from "../../architecture/net";
import { type LearnedBesides, PARAMETER_NAMES, TRAINED } from "../../architecture/parameters";
import type { Batch } from "../../data/dataset";
import { magnitude } from "../../numerics/magnitude";
import { brokenStep, isHeld } from "../broken";
import type { StepResult, TrainingSession, UpdateRule } from "../executor";
import { gradientsOf, normsOf } from "../layer-gradients";
import { oneByOne } from "../one-by-one";
import type { LayerNodes } from "../pass/layer";
import { type Factor, numberOf, type Scaled } from "../pass/scaled";
import { outOfRange, Scales, settle, type Settling } from "../pass/scales";
import { type State, update } from "../pass/update";
import { SavedTraining } from "../saved-training";
import { borrowMachine, giveBackMachine, requireBytes } from "./machine";
import { KernelOps } from "./ops";
import { type Block, numbersOf, type Program, setNumber, setNumbers } from "./program";
import { declareParameters, RecordedPass, writeParameters } from "./recorded-pass";

type Slots = Partial<Record<(typeof TRAINED)[number], Block[]>>;

/** The norms of a layer's weights and gradients. */
type LayerNormBlocks = Record<"weights" | "weightGradient", Block> &
  Partial<Record<"biasGradient" | `${LearnedBesides}Gradient`, Block>>;

/** ‖ΔW‖ is a norm times a factor. */
interface Change {
  norm: Block;
  factor: Factor;
}

/** A step, noted for batches of one size. */
interface Recorded {
  program: Program;
  pass: RecordedPass;
  /** Where the update begins among the calls. */
  computed: number;
  slots: Slots[];
  norms: LayerNormBlocks[];
  changes: Change[];
  scalars: { factor: Factor; layer: number; block: Block }[];
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
    writeParameters(this.machine, net, pass.parameters);
    for (const layer of slots) {
      for (const blocks of Object.values(layer)) {
        const start = (block: Block, k: number): void =>
          setNumbers(this.machine, block, new Float64Array(block.length).fill(rule.optimizer.slots[k]));
        blocks.forEach(start);
      }
    }
  }

  steps(batches: readonly Batch[], factors: readonly number[]): StepResult[] {
    return oneByOne(batches, factors, (batch, factor) => this.step(batch, factor));
  }

  save(): void {
    this.recorded.pass.parameters.forEach((layer, l) => {
      for (const name of PARAMETER_NAMES)
        if (layer[name]) this.net.parameters[l][name]!.set(numbersOf(this.machine, layer[name]));
    });
  }

  close(): void {
    giveBackMachine(this.machine);
  }

  /** Notes a step for batches of a size. What is remembered from step to step keeps its place. */
  private record(size: number): Recorded {
    const { net, scales } = this;
    const { optimizer, weightDecay = 0, ...limits } = this.rule;
    const { layers } = net;
    const g = new KernelOps();
    const { program } = g;
    const parameters = declareParameters(g, net);
    const slots = parameters.map((layer): Slots => {
      const ofEach = (name: (typeof TRAINED)[number]): Block[] =>
        optimizer.slots.map(() => program.block(layer[name]!.shape, true));
      return Object.fromEntries(TRAINED.filter((name) => layer[name]).map((name) => [name, ofEach(name)]));
    });
    const pass = new RecordedPass(g, net, parameters, size, { training: true, spacing: scales.spacing });
    const norm = (block: Block): Block => program.keep(g.norm(block));
    const norms = pass.gradients.map(({ weights, biases, ...besides }, l): LayerNormBlocks => ({
      weights: norm(parameters[l].weights!),
      weightGradient: norm(weights!),
      ...(biases && { biasGradient: norm(biases) }),
      ...Object.fromEntries(Object.entries(besides).map(([name, block]) => [`${name}Gradient`, norm(block)])),
    }));
    const computed = program.length;
    const scalars: Recorded["scalars"] = [];
    const scalarOf = (factor: Factor, layer: number): Block => {
      const known = scalars.find((one) => isSame(one.factor, factor) && (factor.power === 0 || one.layer === layer)); // prettier-ignore
      if (known) return known.block;
      const block = program.block([], true);
      scalars.push({ factor, layer, block });
      return block;
    };
    const changes: Change[] = [];
    const moved = (l: number, { node, ...factor }: Scaled<Block>, gradient: Block): void => {
      changes[l] = { factor, norm: node === gradient ? norms[l].weightGradient : norm(node) };
    };
    const rule = { layers, optimizer, weightDecay, ...limits };
    update<Block>(g, rule, pass, pass.gradients, stateOf(g, parameters, slots), scalarOf, moved);
    program.layOut();
    requireBytes(program.end);
    program.load(this.machine);
    return { program, pass, computed, slots, norms, changes, scalars };
  }

  private step(batch: Batch, scheduled: number): StepResult {
    if (this.recorded.pass.size !== batch.size) this.recorded = this.record(batch.size);
    this.compute(batch);
    const { machine, net, scales } = this;
    const { pass, program, computed, norms, changes, scalars } = this.recorded;
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
    const step = ++this.taken;
    for (const { factor, layer, block } of scalars) {
      const unit = factor.power === 0 ? 1 : 2 ** scales.exponents[layer] / size;
      setNumber(machine, block, numberOf(factor, step, scheduled) * unit);
    }
    program.run(computed, program.length);
    const layers = net.layers.map(({ index }, l) => {
      const { factor, norm } = changes[l];
      const change = Math.abs(numberOf(factor, step, scheduled)) * valueOf(norm);
      const moved = factor.power === 0 ? magnitude(change) : magnitude(change / size, scales.exponents[l]);
      return gradientsOf(index, found[l], sizes[l], moved);
    });
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

/** Whether two factors are the same at every step. */
const isSame = (a: Factor, b: Factor): boolean =>
  a.constant === b.constant &&
  a.power === b.power &&
  a.byStep.length === b.byStep.length &&
  a.byStep.every((factor, k) => factor === b.byStep[k]);

/** How kernels change parameters and averages, which are rounded to float32 as every executor's are, and averages, which are not. */
function stateOf(
  { program, mul }: KernelOps,
  parameters: readonly LayerNodes<Block>[],
  slots: readonly Slots[],
): State<Block> {
  return {
    slots: (l, name) => slots[l][name]!,
    setSlots(l, name, values) {
      // What is an average itself is copied first, because it may change before it is read.
      const next = values.map((value) => (value.whole.kept ? mul(value, 1) : value));
      next.forEach((value, k) => program.call("copy", slots[l][name]![k], value, 2 * Math.ceil(value.length / 2))); // prettier-ignore
    },
    descend: (l, name, factor, change) =>
      program.call("descend", parameters[l][name]!, factor, change, change.length),
    subtract: (l, name, change) =>
      program.call("descend", parameters[l][name]!, program.constant(1), change, change.length),
    setRunning: (l, name, value) => program.call("round", parameters[l][name]!, value, value.length),
  };
}
