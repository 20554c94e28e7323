import { accuracyOf } from "../../architecture/loss";
import type { Net } from "../../architecture/net";
import { arraysOfLayers, type ParameterName } from "../../architecture/parameters";
import type { Batch } from "../../data/dataset";
import type { Pass } from "../executor";
import { type Arrays, Float64LayerPass, type PassArray } from "../float64-layer-pass";
import { Scales, settle } from "../pass/scales";
import { KernelOps } from "./ops";
import { declareParameters, writeParameters } from "./parameters";
import { type Block, numbersOf, withMachine } from "./program";
import { RecordedPass } from "./recorded-pass";

/**
 * Runs one batch forward and backward by kernels in float64, each layer's δ scaled by a power of two, and reads from the pass.
 * @param read is shown arrays that another pass will write to afterwards
 * @throws TooLarge when WebAssembly's memory cannot hold the pass
 */
export function withPassInKernels<T>(
  net: Net,
  batch: Batch,
  { training, step = 0 }: { training: boolean; step?: number },
  read: (seen: Pass) => T,
): T {
  const { layers, description } = net;
  const g = new KernelOps();
  const { program } = g;
  const parameters = arraysOfLayers(net);
  const scales = new Scales(layers);
  const { spacing } = scales;
  const recorded = new RecordedPass(g, net, declareParameters(g, parameters), batch.size, {
    training,
    spacing,
  });
  const blockOf = (l: number, part: PassArray): Block => {
    if (part === "delta") return recorded.deltas[l];
    if (part === "preactivation" || part === "activation") return recorded.passes[l][part];
    return recorded.gradients[l][GRADIENTS[part]]!;
  };
  layers.forEach((_, l) => {
    for (const block of [...Object.values(recorded.gradients[l]), recorded.deltas[l], recorded.passes[l].preactivation, recorded.passes[l].activation]) program.keep(block); // prettier-ignore
  });
  return withMachine(program, (machine) => {
    writeParameters(machine, recorded.parameters, parameters);
    const { loss } = settle(layers, batch.size, scales, () => {
      recorded.feed(machine, batch, step, scales);
      program.run(0, program.length);
      return recorded.seen(machine);
    });
    const arrays: Arrays = { of: (l, part) => numbersOf(machine, blockOf(l, part)) };
    return read({
      loss,
      accuracy: accuracyOf(description, numbersOf(machine, recorded.output), batch),
      layers: layers.map((plan, l) => new Float64LayerPass(plan, l, net, batch.size, scales.exponents[l], arrays)), // prettier-ignore
    });
  });
}

/** The parameters that gradients belong to. */
const GRADIENTS = {
  weightGradient: "weights",
  biasGradient: "biases",
  slopeGradient: "slope",
  gainGradient: "gain",
  shiftGradient: "shift",
} as const satisfies Partial<Record<PassArray, ParameterName>>;
