import { accuracyOf } from "../architecture/loss";
import type { Batch } from "../data/dataset";
import { isHeld } from "../engine/broken";
import type { Evaluation } from "../engine/evaluation";
import type { Outcome, TrainingSession, UpdateRule } from "../engine/executor";
import { borrowMachine, DOUBLE, giveBackMachine } from "../engine/kernels/machine";
import { KernelOps } from "../engine/kernels/ops";
import { declareParameters, readParameters, writeParameters } from "../engine/kernels/parameters";
import { type Block, getNumber, numbersOf } from "../engine/kernels/program";
import { declareSlots, RecordedUpdate, type Slots, startSlots, type UpdateStep } from "../engine/kernels/recorded-update"; // prettier-ignore
import { sectionsOf, type Speed } from "../engine/kernels/speed";
import { oneByOne } from "../engine/one-by-one";
import { inputPart, recurrentPart } from "../engine/pass/through-time";
import { norm, relativeSize } from "../numerics/norm";
import { whereInTime } from "./broken";
import type { GateUpdate, TimeStepGradients } from "./hooks";
import { evaluateThroughTime, type RecurrentPass, withPassThroughTime } from "./look";
import type { RecurrentNet } from "./net";
import { type ParameterPart, partsOf } from "./parameters";
import { type Extent, extentOf, RecordedPass } from "./recorded-pass";

/** One step of a recurrent net. */
export interface RecurrentStep extends Outcome {
  timeSteps: TimeStepGradients[];
  gates: GateUpdate[];
  /** The norm of all gradients together, before clipping. */
  gradientNorm: number;
}

/** A step, noted for batches of one size. */
interface Recorded {
  program: KernelOps["program"];
  pass: RecordedPass;
  /** Where the update begins among the calls. */
  computed: number;
  slots: Slots[];
  /** The norms of each part's gradients, and of each gate's U. */
  gradients: ParameterPart<Block>[];
  recurrent: Block[];
  /** And of what flows to the states of every time step. */
  flows: { hidden: Block; memory?: Block }[];
  update: RecordedUpdate;
}

/** The training of a recurrent net by WebAssembly kernels in float64, through all time steps; its parameters are float32 numbers. */
export class RecurrentTraining implements TrainingSession<RecurrentStep, RecurrentPass> {
  readonly executor = "kernels";
  readonly copiesBatches = true;
  readonly block = 1;
  private readonly machine = borrowMachine(DOUBLE);
  private recorded: Recorded;
  /** Steps so far. */
  private taken = 0;

  /**
   * @param extent of a batch
   * @param speed makes the steps faster, where there is a way
   * @throws TooLarge when WebAssembly's memory cannot hold the step
   */
  constructor(
    private readonly net: RecurrentNet,
    private readonly rule: UpdateRule,
    extent: Extent,
    private readonly speed?: Speed,
  ) {
    try {
      this.recorded = this.record(extent);
    } catch (error) {
      this.close();
      throw error;
    }
    writeParameters(this.machine, this.recorded.pass.parts, partsOf(net));
    startSlots(this.machine, rule.optimizer, this.recorded.slots);
  }

  steps(batches: readonly Batch[], factors: readonly number[]): RecurrentStep[] {
    return oneByOne(batches, factors, (batch, factor) => this.step(batch, factor));
  }

  withPass<T>(batch: Batch, read: (pass: RecurrentPass) => T): T {
    this.save();
    return withPassThroughTime(this.net, batch, read);
  }

  evaluate(batch: Batch): Evaluation {
    this.save();
    return evaluateThroughTime(this.net, batch);
  }

  save(): void {
    readParameters(this.machine, this.recorded.pass.parts, partsOf(this.net));
  }

  close(): void {
    giveBackMachine(this.machine);
  }

  /** Notes a step for batches of an extent. What is remembered from step to step keeps its place. */
  private record(extent: Extent): Recorded {
    const { net, rule } = this;
    const g = new KernelOps();
    const { program } = g;
    const parts = declareParameters(g, partsOf(net));
    const slots = declareSlots(g, rule.optimizer, parts);
    const pass = new RecordedPass(g, net, parts, extent);
    const norm = (block: Block): Block => program.keep(g.norm(block));
    const gradients = pass.gradients.map(({ weights, biases }) => ({ weights: norm(weights!), ...(biases && { biases: norm(biases) }) })); // prettier-ignore
    const recurrent = gradients.flatMap((_, k) => (k % 2 === 1 ? [norm(parts[k].weights!)] : []));
    const flows = pass.flows.map(({ hidden, memory }) => ({ hidden: norm(hidden), ...(memory && { memory: norm(memory) }) })); // prettier-ignore
    const computed = program.length;
    const named = parts.map((parameters, k) => ({ name: `part${k}`, parameters, gradients: pass.gradients[k] })); // prettier-ignore
    const update = new RecordedUpdate(g, rule, named, slots, gradients.map(({ weights }) => weights)); // prettier-ignore
    program.load(this.machine);
    this.speed?.(program, this.machine, sectionsOf(program, computed), extent.size);
    return { program, pass, computed, slots, gradients, recurrent, flows, update };
  }

  private step(batch: Batch, scheduled: number): RecurrentStep {
    if (this.recorded.pass.extent.size !== batch.size)
      this.recorded = this.record(extentOf(this.net.description, batch));
    const { machine, net } = this;
    const { program, pass, computed, update, recurrent, ...norms } = this.recorded;
    const { size } = batch;
    pass.feed(machine, batch);
    program.run(0, computed);
    const valueOf = (block: Block): number => getNumber(machine, block);
    const loss = valueOf(pass.loss);
    const ofParts = norms.gradients.map((part) => ({ weights: valueOf(part.weights) / size, ...(part.biases && { biases: valueOf(part.biases) / size }) })); // prettier-ignore
    const gradientNorm = norm(ofParts.flatMap((part) => Object.values(part)));
    const root = Math.sqrt(size * net.description.units);
    const timeSteps = norms.flows.map(({ hidden, memory }, t) => ({
      step: t + 1,
      hiddenGradientRms: valueOf(hidden) / root,
      ...(memory && { memoryGradientRms: valueOf(memory) / root }),
    }));
    const accuracy = accuracyOf(net.description, numbersOf(machine, pass.output), batch);
    const sizes = recurrent.map(valueOf);
    const isFinite = isHeld(loss) && isHeld(gradientNorm);
    const now: UpdateStep = { step: this.taken + 1, scheduled, size };
    if (isFinite) {
      update.run(machine, now);
      this.taken++;
    }
    const gates = net.parameters.gates.map(({ gate }, k) => ({
      gate,
      recurrentNorm: ofParts[recurrentPart(k)].weights,
      inputNorm: ofParts[inputPart(k)].weights,
      updateRatio: relativeSize(isFinite ? update.changeOf(machine, recurrentPart(k), now).value : 0, sizes[k]), // prettier-ignore
    }));
    const broken = isFinite ? {} : { broken: this.withPass(batch, whereInTime) };
    return { loss, accuracy, timeSteps, gates, gradientNorm, ...broken };
  }
}
