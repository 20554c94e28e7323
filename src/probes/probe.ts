import type { LayerPass } from "../engine/executor";

/** One number per layer and backward pass. */
export interface Probe {
  /** What it is, as an axis label with its unit. */
  readonly label: string;
  /** Whether its values fall geometrically with depth, so that a log axis suits it. */
  readonly logarithmic: boolean;
  /**
   * One loop over arrays of the size of the weights, or of the batch (δ, pre-activations, activations); or the singular values of the
   * weights, some fanIn × fanOut × min(fanIn, fanOut) operations, which is measured only where asked for.
   */
  readonly cost: "weights" | "batch" | "singularValues";
  /** The number; 0 for a layer with nothing to measure, not finite where the numbers it is made of are not. */
  measure(layer: LayerPass): number;
}
