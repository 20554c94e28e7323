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

/**
 * What `tf.layers.dense` of TensorFlow.js does: Xavier normal weights truncated at two deviations without correction,
 * so of 0.774 times Xavier's variance, and zero biases.
 */
export const tfjsDefault = (): Sampler =>
  independent(
    "truncated",
    "tfjsDefault",
    "\\frac{2}{n_{in} + n_{out}}",
    (fanIn, fanOut) => 2 / (fanIn + fanOut),
  );
