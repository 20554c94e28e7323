import { requireNet } from "../architecture/require-net";
import { requireRoomForExamples } from "../architecture/memory";
import { LEARNED_BESIDES } from "../architecture/parameters";
import type { Net } from "../architecture/net";
import { batchOf } from "../data/batch";
import { type Dataset, requireDataset } from "../data/dataset";
import { withGradientsByAutodiff } from "../engine/with-gradients";

/** The gradient of the mean loss in one layer's parameters. */
export interface LayerGradient {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  layer: number;
  /** ∂C/∂W, fanIn × fanOut, row by row. */
  weights: Float32Array;
  /** ∂C/∂b, fanOut. */
  biases: Float32Array;
  /** ∂C/∂α of a PReLU's learned slopes, one or fanOut; absent where there are none. */
  slope?: Float32Array;
  /** ∂C/∂γ of a normalization's gains, fanOut; absent where there are none. */
  gain?: Float32Array;
  /** ∂C/∂β of a normalization's shifts, fanOut; absent where there are none. */
  shift?: Float32Array;
}

/**
 * The gradient of the mean loss over a whole data set in every learned parameter, by automatic differentiation in float32, which knows
 * single operations and the chain rule and nothing of nets: on a tape, or for large nets by TensorFlow.js.
 * @returns from the first hidden layer to the output; the net is left as it was
 * @throws InvalidArgument when the data does not fit the net
 */
export function autodiff(net: Net, data: Dataset): LayerGradient[] {
  requireNet("autodiff net", net);
  requireDataset(data, net.description);
  requireRoomForExamples("autodiff data", net.description, data.points);
  return withGradientsByAutodiff(net, batchOf(data), (layers) =>
    layers.map((layer) => ({
      layer: layer.plan.index,
      weights: Float32Array.from(layer.weightGradient),
      biases: Float32Array.from(layer.biasGradient),
      ...Object.fromEntries(
        LEARNED_BESIDES.flatMap((name) => {
          const gradient = layer[`${name}Gradient`];
          return gradient ? [[name, Float32Array.from(gradient)]] : [];
        }),
      ),
    })),
  );
}
