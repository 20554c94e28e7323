import type { Net } from "../architecture/net";
import { arraysOfLayers } from "../architecture/parameters";
import { identity } from "../numerics/matrix-product";
import { KernelOps } from "./kernels/ops";
import { declareParameters, writeParameters } from "./kernels/parameters";
import { type Block, numbersOf, setNumbers, withMachine } from "./kernels/program";
import { Draws } from "./pass/draws";
import { backwardPass, forwardPass } from "./pass/passes";
import { skipsOf } from "./pass/scales";

/**
 * ∂outputs/∂inputs at each of some points, at test behaviour, outputs before softmax or sigmoid, in float64 by kernels: a batch has
 * the same point for every output, and of each example another output flows back.
 * @param points as many numbers each as the net has inputs
 * @returns for each outputs × inputs, row by row
 * @throws TooLarge when WebAssembly's memory cannot hold the pass
 */
export function inputJacobians(net: Net, points: readonly ArrayLike<number>[]): Float64Array[] {
  const { layers } = net;
  const { inputs, outputs } = net.description;
  const g = new KernelOps();
  const { program } = g;
  const arrays = arraysOfLayers(net);
  const parameters = declareParameters(g, arrays);
  const fed = program.block([outputs, inputs], true);
  const last = program.block([outputs, outputs], true);
  // The last layer's alone, and those of skip connections, all 1.
  const scales = program.block([2 * (1 + skipsOf(layers).length)], true);
  const draws = new Draws<Block>((_, like) => like);
  const forward = forwardPass<Block>(g, layers, (l) => parameters[l], fed, { training: false, draws });
  const received: Block[] = [];
  backwardPass<Block>(
    g,
    layers,
    forward,
    last,
    { fed: scales, spacing: Infinity },
    (l, delta, _, upstream) => {
      if (layers[l].skip?.from === 0) received.push(upstream);
      if (l === 0) received.push(g.flowBack(delta, parameters[0].weights!));
    },
  );
  const jacobian = program.keep(received.reduce((sum, one) => g.add(sum, one)));
  return withMachine(program, (machine) => {
    writeParameters(machine, parameters, arrays);
    numbersOf(machine, scales).fill(1);
    setNumbers(machine, last, identity(outputs));
    return points.map((point) => {
      setNumbers(
        machine,
        fed,
        Float64Array.from({ length: fed.length }, (_, k) => point[k % inputs]),
      );
      program.run(0, program.length);
      return numbersOf(machine, jacobian).slice();
    });
  });
}
