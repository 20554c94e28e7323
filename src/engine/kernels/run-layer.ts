import type { Net } from "../../architecture/net";
import { arraysOf } from "../../architecture/parameters";
import type { Floats } from "../../numerics/norm";
import { forward } from "../pass/layer";
import { KernelOps } from "./ops";
import { declareParameters, writeParameters } from "./parameters";
import { type Block, numbersOf, setNumbers, withMachine } from "./program";

/** What one layer's forward pass gives, row by row. */
export interface LayerRun {
  /** What φ is applied to. */
  preactivation: Floats;
  /** What the layer passes on. */
  output: Floats;
}

/**
 * Runs one layer forward by kernels, as at test.
 * @param outputs what the layers below pass on, row by row, the first being the input
 * @throws TooLarge when WebAssembly's memory cannot hold it
 */
export function runLayerByKernels(
  { layers, parameters }: Net,
  index: number,
  outputs: readonly Floats[],
  size: number,
): LayerRun {
  const plan = layers[index];
  const g = new KernelOps();
  const { program } = g;
  const arrays = [arraysOf(plan, parameters[index])];
  const declared = declareParameters(g, arrays);
  const blocks: Block[] = [];
  for (const l of new Set([index, plan.skip?.from ?? index]))
    blocks[l] = program.block([size, outputs[l].length / size], true);
  const { preactivation, output } = forward<Block>(g, plan, declared[0], blocks, { training: false });
  for (const block of [preactivation, output]) program.keep(block);
  return withMachine(program, (machine) => {
    writeParameters(machine, declared, arrays);
    blocks.forEach((block, l) => setNumbers(machine, block, outputs[l]));
    program.run(0, program.length);
    const read = (block: Block): Float64Array => numbersOf(machine, block).slice();
    return { preactivation: read(preactivation), output: read(output) };
  });
}
