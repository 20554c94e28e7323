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
 * How the gradients of a wide ReLU net without biases at two inputs lose their correlation (Balduzzi et al. 2017).
 *
 * Both inputs keep a unit alive with probability (1 − arccos(c)/π)/2, so going back a layer multiplies the correlation
 * by 1 − arccos(c_l)/π. A skip connection x + s·W relu(x) with v = s²σ_w²/2 averages that with 1 in proportion v : 1, and
 * c′ with c likewise.
 * @param options.correlation cosine similarity of the two inputs, −1 to 1
 * @param options.depth hidden layers or blocks, a whole number from 0
 * @param options.skip v = s²σ_w²/2 of the branches, above 0; absent: no skip connections
 * @returns from the first hidden layer to the last; the output's gradient is the same for both inputs
 */
export function shattering(options: { correlation: number; depth: number; skip?: number }): ShatteredLayer[] {
  requireKnownKeys("shattering options", options, ["correlation", "depth", "skip"]);
  const depth = requireNumber("shattering depth", options.depth, { min: 0, max: 1e6, whole: true });
  const { skip } = options;
  if (skip !== undefined) requireNumber("shattering skip", skip, { above: 0 });
  const blend = (along: number, through: number): number =>
    skip === undefined ? through : (along + skip * through) / (1 + skip);
  let correlation = requireNumber("shattering correlation", options.correlation, { min: -1, max: 1 });
  const layers = Array.from({ length: depth }, (_, i) => {
    const layer = { layer: i + 1, correlation, deltaCorrelation: 1 };
    correlation = blend(correlation, arcCosineMap(correlation));
    return layer;
  });
  let product = 1;
  for (const layer of layers.toReversed()) {
    product *= blend(1, 1 - Math.acos(layer.correlation) / Math.PI);
    layer.deltaCorrelation = product;
  }
  return layers;
}
