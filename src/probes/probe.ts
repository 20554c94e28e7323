import type { LayerPass } from "../engine/executor";

/** One number per layer and backward pass. */
export interface Probe {
  /** What it is, as an axis label with its unit. */
  readonly label: string;
  /** Whether its values fall geometrically with depth, so that a log axis suits it. */
  readonly logarithmic: boolean;
  /** Whether it needs arrays of the size of the batch (δ, z, φ(z)) or only of the weights. */
  readonly cost: "weights" | "batch";
  /** The number; 0 for a layer with nothing to measure. */
  measure(layer: LayerPass): number;
}
