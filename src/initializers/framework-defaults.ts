import { draw, independent, type Sampler } from "./initializer";

/**
 * What `torch.nn.Linear` does: weights and biases uniform on ±1/√fanIn, variance 1/(3·fanIn).
 * For a rectifier that is a third of LeCun's and a sixth of He's.
 */
export const pytorchDefault = (): Sampler => ({
  ...independent("uniform", "pytorchDefault", "\\frac{1}{3 n_{in}}", (fanIn) => 1 / (3 * fanIn)),
  biasVariance: (fanIn) => 1 / (3 * fanIn),
  sampleBias: (random, fanIn, fanOut) => draw(random, "uniform", fanOut, 1 / (3 * fanIn)),
});

/** What `tf.layers.dense` does: Xavier uniform weights and zero biases. */
export const tfjsDefault = (): Sampler =>
  independent(
    "uniform",
    "tfjsDefault",
    "\\frac{2}{n_{in} + n_{out}}",
    (fanIn, fanOut) => 2 / (fanIn + fanOut),
  );
