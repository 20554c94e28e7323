import type { LayerPass } from "../engine/executor";

/** How a number per layer is written and drawn. */
export interface Quantity {
  /** What it is, as an axis label with its unit. */
  readonly label: string;
  /** Its short name, to begin a sentence with: "δ". */
  readonly symbol: string;
  /** Whether its values fall geometrically with depth, so that a log axis suits it. */
  readonly logarithmic: boolean;
}

/** One number per layer and backward pass; its cost is one loop over the weights or the batch, where nothing else is said. */
export interface Probe extends Quantity {
  /** The number; 0 for a layer with nothing to measure, not finite where the numbers it is made of are not. */
  measure(layer: LayerPass): number;
}
