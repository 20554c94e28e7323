import { targetsOf } from "../../architecture/loss";
import type { Net } from "../../architecture/net";
import type { Batch } from "../../data/dataset";
import { Draws, drawNoise } from "../pass/draws";
import type { ForwardNodes, GradientNodes, LayerNodes } from "../pass/layer";
import { lossOf } from "../pass/loss";
import { backwardPass, forwardPass } from "../pass/passes";
import { isScaled, type Scales, type Settling, skipsOf } from "../pass/scales";
import type { Machine } from "./machine";
import type { KernelOps } from "./ops";
import { type Block, getNumber, numbersOf, setNumbers } from "./program";

/** A forward and backward pass, noted for batches of one size. */
export class RecordedPass {
  readonly loss: Block;
  /** What the loss takes. */
  readonly output: Block;
  readonly parameters: readonly LayerNodes<Block>[];
  readonly passes: readonly ForwardNodes<Block>[];
  /** Each layer's δ, half its sum of squares, and gradients summed over the batch. */
  readonly deltas: Block[] = [];
  readonly halves: Block[] = [];
  readonly gradients: GradientNodes<Block>[] = [];
  private readonly inputs: Block;
  private readonly targets: Block;
  /** Where the targets that stand for classes are written first. */
  private readonly ends: Float32Array;
  private readonly factors: Block;
  private readonly lanes: number;
  private readonly noise: Block[] = [];
  private readonly draws: Draws<Block>;

  constructor(
    g: KernelOps,
    private readonly net: Net,
    parameters: readonly LayerNodes<Block>[],
    readonly size: number,
    { training, spacing }: { training: boolean; spacing: number },
  ) {
    const { program } = g;
    const { layers, description } = net;
    this.inputs = program.block([size, description.inputs], true);
    this.targets = program.block([size, description.outputs], true);
    this.ends = new Float32Array(this.targets.length);
    const own = layers.filter((_, l) => isScaled(l, layers.length, spacing)).length;
    // Each fills a register, as single numbers do.
    this.lanes = program.lanes;
    this.factors = program.block([this.lanes * (own + skipsOf(layers).length)], true);
    this.draws = new Draws<Block>((_, like) => {
      const block = program.block(like.shape, true);
      this.noise.push(block);
      return block;
    });
    const forward = forwardPass<Block>(g, layers, (l) => parameters[l], this.inputs, { training, draws: this.draws }); // prettier-ignore
    const { loss, delta: last } = lossOf<Block>(g, description, forward.output, this.targets);
    backwardPass<Block>(g, layers, forward, last, { fed: this.factors, spacing }, (l, delta, gradients) => {
      this.deltas[l] = delta;
      this.gradients[l] = gradients;
      this.halves[l] = program.keep(g.halfSquare(delta));
    });
    this.loss = program.keep(loss);
    this.output = program.keep(forward.output);
    ({ parameters: this.parameters, passes: this.passes } = forward);
  }

  /** Writes a batch, the random numbers of a step, and the scales of δ. */
  feed(machine: Machine, batch: Batch, step: number, scales: Scales): void {
    const { description } = this.net;
    setNumbers(machine, this.inputs, batch.inputs);
    setNumbers(machine, this.targets, targetsOf(description, batch, this.ends));
    const factors = numbersOf(machine, this.factors);
    const { lanes } = this;
    scales.factors().forEach((factor, k) => factors.fill(factor, lanes * k, lanes * (k + 1)));
    if (this.noise.length === 0) return;
    drawNoise(this.draws.list, { seed: description.seed, step }, (d) => numbersOf(machine, this.noise[d]));
  }

  /** What a pass that was run leaves: the loss, and the half sum of squares of each layer's δ. */
  seen(machine: Machine): Settling {
    return {
      loss: getNumber(machine, this.loss),
      halves: this.halves.map((half) => getNumber(machine, half)),
    };
  }
}
