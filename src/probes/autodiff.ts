import { requireNet } from "../architecture/require-net";
import { requireRoomForExamples } from "../architecture/memory";
import type { Net } from "../architecture/net";
import { batchOf } from "../data/batch";
import { type Dataset, requireDataset } from "../data/dataset";
import { withPassByAutodiff } from "../engine/with-pass";

/** The gradient of the mean loss in one layer's parameters. */
export interface LayerGradient {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  layer: number;
  /** ∂C/∂W, fanIn × fanOut, row by row. */
  weights: Float32Array;
  /** ∂C/∂b, fanOut. */
  biases: Float32Array;
}

/**
 * The gradient of the mean loss over a whole data set in every weight and bias, by TensorFlow.js's autodiff in float32.
 * @returns from the first hidden layer to the output; the net is left as it was
 * @throws InvalidArgument when the data does not fit the net
 */
export function autodiff(net: Net, data: Dataset): LayerGradient[] {
  requireNet("autodiff net", net);
  requireDataset(data, net.description);
  requireRoomForExamples("autodiff data", net.description, data.points);
  return withPassByAutodiff(net, batchOf(data), { training: false }, ({ layers }) =>
    layers.map(({ plan, weightGradient, biasGradient }) => ({
      layer: plan.index,
      weights: Float32Array.from(weightGradient),
      biases: Float32Array.from(biasGradient),
    })),
  );
}
