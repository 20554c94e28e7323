import { lastActivation, linkOf } from "../architecture/output";
import { targetsOf } from "../architecture/loss";
import type { Batch } from "../data/dataset";
import type { Machine } from "../engine/kernels/machine";
import type { KernelOps } from "../engine/kernels/ops";
import { type Block, numbersOf, setNumbers } from "../engine/kernels/program";
import { cellOf } from "../engine/pass/cells";
import type { GradientNodes, LayerNodes } from "../engine/pass/layer";
import { lossOf } from "../engine/pass/loss";
import { backwardThroughTime, driveOf, type ForwardThroughTime, forwardThroughTime, type PlanThroughTime } from "../engine/pass/through-time"; // prettier-ignore
import type { RecurrentDescription } from "./description";
import type { RecurrentLayers } from "./parameters";

/** How many sequences, and how long they are. */
export interface Extent {
  readonly size: number;
  readonly steps: number;
}

/** The extent of a batch. */
export const extentOf = (
  { inputs }: RecurrentDescription,
  batch: Pick<Batch, "inputs" | "size">,
): Extent => ({
  size: batch.size,
  steps: batch.inputs.length / (batch.size * inputs),
});

/** A described net as passes are written from it. */
export function planOf(description: RecurrentDescription): PlanThroughTime {
  const { units, outputs } = description;
  const readout = {
    fanIn: units,
    fanOut: outputs,
    activation: lastActivation(description),
    inLoss: linkOf(description) !== "none",
    normalization: "none" as const,
    dropout: { rate: 0, kind: "standard" as const },
  };
  return { cell: cellOf(description), units, readout };
}

/** A forward pass through all time steps, noted for sequences of one number and length. */
export class RecordedForward {
  /** Of every step, and the output, which the loss takes. */
  readonly forward: ForwardThroughTime<Block>;
  readonly output: Block;
  /** The state before the first step. */
  readonly zero: Block;
  /** Step by step. */
  private readonly inputs: Block;

  constructor(
    g: KernelOps,
    protected readonly net: RecurrentLayers,
    readonly parts: readonly LayerNodes<Block>[],
    readonly extent: Extent,
  ) {
    const { program } = g;
    const { size, steps } = extent;
    const { inputs: features, units } = net.description;
    this.inputs = program.block([steps * size, features], true);
    this.zero = program.block([size, units], true);
    const stepsOf = (all: Block): Block[] =>
      Array.from({ length: steps }, (_, t) => ({ ...all, shape: [size, all.shape[1]], length: size * all.shape[1], offset: 8 * t * size * all.shape[1] })); // prettier-ignore
    const plan = planOf(net.description);
    // Of all steps at once: nothing in it waits for a state.
    const drives = plan.cell.gates.map((_, gate) => stepsOf(driveOf<Block>(g, parts, gate, this.inputs)));
    this.forward = forwardThroughTime<Block>(g, plan, parts, { inputs: stepsOf(this.inputs), drives, zero: this.zero }); // prettier-ignore
    this.output = program.keep(this.forward.end.output);
  }

  /** Writes sequences, which come one after the other. */
  feedInputs(machine: Machine, inputs: Float32Array): void {
    const { size, steps } = this.extent;
    const { inputs: features } = this.net.description;
    const all = numbersOf(machine, this.inputs);
    for (let i = 0; i < size; i++) {
      for (let t = 0; t < steps; t++) {
        const [from, to] = [(i * steps + t) * features, (t * size + i) * features];
        for (let j = 0; j < features; j++) all[to + j] = inputs[from + j];
      }
    }
    numbersOf(machine, this.zero).fill(0);
  }
}

/** A pass forward and back through all time steps, noted for sequences of one number and length. */
export class RecordedPass extends RecordedForward {
  readonly loss: Block;
  /** ∂Cᵢ/∂h_t of each sequence's own loss, and ∂Cᵢ/∂c_t for cells with memory, of every step. */
  readonly flows: { hidden: Block; memory?: Block }[] = [];
  /** Summed over the sequences. */
  readonly gradients: readonly GradientNodes<Block>[];
  private readonly targets: Block;

  constructor(g: KernelOps, net: RecurrentLayers, parts: readonly LayerNodes<Block>[], extent: Extent) {
    super(g, net, parts, extent);
    const { description } = net;
    this.targets = g.program.block([extent.size, description.outputs], true);
    const { loss, delta: last } = lossOf<Block>(g, description, this.output, this.targets);
    this.loss = g.program.keep(loss);
    const ends = { last, zero: this.zero };
    this.gradients = backwardThroughTime<Block>(
      g,
      planOf(description),
      parts,
      this.forward,
      ends,
      (t, hidden, memory) => {
        this.flows[t] = { hidden, ...(memory && { memory }) };
      },
    );
  }

  /** Writes a batch. */
  feed(machine: Machine, batch: Batch): void {
    this.feedInputs(machine, batch.inputs);
    setNumbers(machine, this.targets, targetsOf(this.net.description, batch));
  }
}
