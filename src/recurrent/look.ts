import { accuracyOf } from "../architecture/loss";
import type { Batch } from "../data/dataset";
import { type Evaluation, evaluation, inBatches } from "../engine/evaluation";
import { KernelOps } from "../engine/kernels/ops";
import { declareParameters, writeParameters } from "../engine/kernels/parameters";
import { type Block, getNumber, numbersOf, withMachine } from "../engine/kernels/program";
import { cellOf } from "../engine/pass/cells";
import type { Cell } from "../engine/pass/cells/cell";
import { type ParameterPart, partsOf, type RecurrentLayers } from "./parameters";
import { extentOf, RecordedForward, RecordedPass } from "./recorded-pass";

/** The numbers of one time step by name: gates and states; each size × units. */
export type StepNumbers = Readonly<Record<string, Float64Array>>;

/** What a pass through time was like, in float64. Its numbers are there while it is read, and no longer. */
export interface RecurrentPass {
  /** The batch's mean loss, in nats (or half squared error). */
  readonly loss: number;
  readonly accuracy: number;
  readonly size: number;
  readonly net: RecurrentLayers;
  readonly cell: Cell;
  /** What came in at every step; size × features. */
  readonly inputs: readonly Float64Array[];
  /** From the first time step to the last. */
  readonly steps: readonly StepNumbers[];
  /** ∂Cᵢ/∂h_t of each sequence's own loss, and ∂Cᵢ/∂c_t for cells with memory. */
  readonly flows: readonly { hidden: Float64Array; memory?: Float64Array }[];
  /** The gradients of the parts that `partsOf` names, summed over the sequences. */
  readonly gradients: readonly ParameterPart<Float64Array>[];
}

/**
 * Runs a batch of sequences forward and back by kernels, and reads from the pass; the net is left as it was.
 * @throws TooLarge when WebAssembly's memory cannot hold the pass
 */
export function withPassThroughTime<T>(
  net: RecurrentLayers,
  batch: Batch,
  read: (pass: RecurrentPass) => T,
): T {
  const g = new KernelOps();
  const { program } = g;
  const pass = new RecordedPass(g, net, declareParameters(g, partsOf(net)), extentOf(net.description, batch));
  const { forward, flows, gradients } = pass;
  for (const blocks of [...forward.steps.map(({ seen }) => seen), ...flows, ...gradients])
    for (const block of Object.values(blocks)) program.keep(block as Block);
  return withMachine(program, (machine) => {
    writeParameters(machine, pass.parts, partsOf(net));
    pass.feed(machine, batch);
    program.run(0, program.length);
    const numbers = <Names extends object>(blocks: Names): { [Name in keyof Names]: Float64Array } =>
      Object.fromEntries(Object.entries(blocks).map(([name, block]) => [name, numbersOf(machine, block as Block)])) as never; // prettier-ignore
    return read({
      loss: getNumber(machine, pass.loss),
      accuracy: accuracyOf(net.description, numbersOf(machine, pass.output), batch),
      size: batch.size,
      net,
      cell: cellOf(net.description),
      inputs: forward.steps.map(({ input }) => numbersOf(machine, input)),
      steps: forward.steps.map(({ seen }) => numbers(seen)),
      flows: flows.map(numbers),
      gradients: gradients.map(numbers) as ParameterPart<Float64Array>[],
    });
  });
}

/**
 * What the loss takes, of any number of sequences; row by row.
 * @param row numbers of one sequence
 */
export function outputsThroughTime(net: RecurrentLayers, inputs: Float32Array, row: number): Float32Array {
  const { description } = net;
  const { inputs: features, units, outputs } = description;
  // Of each gate its sum and value, and the state, at every step; each of the kernels' numbers is as long as two of float32.
  const held = (row / features) * units * (2 * cellOf(description).gates.length + 2) * 2;
  return inBatches(inputs, { row, held, outputs }, (rows, size) => {
    const g = new KernelOps();
    const extent = extentOf(description, { inputs: rows, size });
    const pass = new RecordedForward(g, net, declareParameters(g, partsOf(net)), extent);
    return withMachine(g.program, (machine) => {
      writeParameters(machine, pass.parts, partsOf(net));
      pass.feedInputs(machine, rows);
      g.program.run(0, g.program.length);
      return new Float32Array(numbersOf(machine, pass.output));
    });
  });
}

/** How good a net's answers to a batch of any size are, forward alone. */
export function evaluateThroughTime(net: RecurrentLayers, batch: Batch): Evaluation {
  const outputs = outputsThroughTime(net, batch.inputs, batch.inputs.length / batch.size);
  return evaluation(net.description, outputs, batch);
}
