import type { Net } from "../../architecture/net";
import { arraysOfLayers } from "../../architecture/parameters";
import { inBatches } from "../evaluation";
import { Draws } from "../pass/draws";
import { forwardPass } from "../pass/passes";
import { KernelOps } from "./ops";
import { declareParameters, writeParameters } from "./parameters";
import { type Block, numbersOf, setNumbers, withMachine } from "./program";

/**
 * What the layers give by kernels, as at test, of any number of examples; row by row.
 * @throws TooLarge when WebAssembly's memory cannot hold the pass
 */
export function outputsByKernels(net: Net, inputs: Float32Array): Float32Array {
  const { layers, description } = net;
  const { inputs: row, widths, outputs } = description;
  const arrays = arraysOfLayers(net);
  // Each of the kernels' numbers is as long as two of float32; z, φ(z) and its slope lie beside each other.
  const held = 6 * widths.reduce((sum, width) => sum + width, outputs);
  return inBatches(inputs, { row, held, outputs }, (rows, size) => {
    const g = new KernelOps();
    const parameters = declareParameters(g, arrays);
    const fed = g.program.block([size, row], true);
    const draws = new Draws<Block>((_, like) => like);
    const { output } = forwardPass<Block>(g, layers, (l) => parameters[l], fed, { training: false, draws });
    g.program.keep(output);
    return withMachine(g.program, (machine) => {
      writeParameters(machine, parameters, arrays);
      setNumbers(machine, fed, rows);
      g.program.run(0, g.program.length);
      return new Float32Array(numbersOf(machine, output));
    });
  });
}
