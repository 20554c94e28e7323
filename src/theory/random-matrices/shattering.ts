import { requireKnownKeys, requireNumber } from "../../errors";

/** How alike two inputs and their gradients are in one layer. */
export interface ShatteredLayer {
  /** 1 for the first hidden layer. */
  layer: number;
  /** c_l, the correlation of the two inputs' pre-activations. */
  correlation: number;
  /** Correlation of the two inputs' δ_l; in layer 1 that of their input gradients as well. */
  deltaCorrelation: number;
}

/** The correlation map of ReLU: c′ = (√(1 − c²) + c(π − arccos c))/π (Cho & Saul 2009). */
export function arcCosineMap(correlation: number): number {
  return arcCosine(requireNumber("arcCosineMap correlation", correlation, { min: -1, max: 1 }));
}

/** The same without a check. */
export const arcCosine = (c: number): number =>
  Math.min(1, (Math.sqrt((1 - c) * (1 + c)) + c * (Math.PI - Math.acos(c))) / Math.PI);

/**
 * How the gradients of a wide ReLU net without biases at two inputs of mean 0 lose their correlation (Balduzzi et al. 2017).
 *
 * Both inputs keep a unit alive with probability (1 − arccos(c)/π)/2, so going back a layer multiplies the correlation
 * by 1 − arccos(c_l)/π. A skip connection a + s·relu(Wa) with v = s²σ_w²/2 averages that with 1 in proportion v : 1. Forward it
 * adds the mean of relu to that of a: with M and P the mean and the mean square of a, P′ = (1 + v)P + 2M√(vP/π), and the product
 * of the two inputs, cP, likewise. Right for n ≫ (P′/(1 + v)P)^depth: since f(x) = Jx, a narrower net has one direction that grows
 * with the signal. `meanField` has other activations, by its `inputCosine`.
 * @param options.correlation cosine similarity of the two inputs, −1 to 1
 * @param options.depth hidden layers, a whole number from 0
 * @param options.skip v = s²σ_w²/2 of the branches, above 0; absent: no skip connections
 * @returns from the first hidden layer to the last; the output's gradient is the same for both inputs
 */
export function shattering(options: { correlation: number; depth: number; skip?: number }): ShatteredLayer[] {
  requireKnownKeys("shattering options", options, ["correlation", "depth", "skip"]);
  const depth = requireNumber("shattering depth", options.depth, { min: 0, max: 1e6, whole: true });
  const { skip } = options;
  if (skip !== undefined) requireNumber("shattering skip", skip, { above: 0 });
  let correlation = requireNumber("shattering correlation", options.correlation, { min: -1, max: 1 });
  let mean = 0; // of a, in units of its rms
  const layers = Array.from({ length: depth }, (_, i) => {
    const layer = { layer: i + 1, correlation, deltaCorrelation: 1 };
    if (skip === undefined) correlation = arcCosine(correlation);
    else {
      const across = 2 * mean * Math.sqrt(skip / Math.PI);
      const growth = 1 + skip + across;
      correlation = Math.min(1, (correlation + skip * arcCosine(correlation) + across) / growth);
      mean = (mean + Math.sqrt(skip / Math.PI)) / Math.sqrt(growth);
    }
    return layer;
  });
  let product = 1;
  for (const layer of layers.toReversed()) {
    const kept = 1 - Math.acos(layer.correlation) / Math.PI;
    product *= skip === undefined ? kept : (1 + skip * kept) / (1 + skip);
    layer.deltaCorrelation = product;
  }
  return layers;
}
