import type { ProfiledLayer } from "../../probes/profile";

/** What the charts over layers read of a report: of a net of this package, or of a tf.LayersModel. */
export interface Profiled {
  /** From the first layer to the output. */
  readonly layers: readonly ProfiledLayer[];
  /** The net, where it is one of this package. */
  readonly description?: {
    /** The activations of the hidden layers. */
    readonly activations: readonly {
      /** What a description calls it. */
      readonly name: string;
    }[];
    /** Numbers per example. */
    readonly inputs?: number;
  };
}

/** What the charts over layers read of a prediction. */
export interface Predicted {
  /** From the first hidden layer to the output. */
  readonly layers: readonly PredictedLayer[];
  /** The factor of δ per layer going back. */
  readonly factorPerLayer: number;
}

/** The prediction for a layer; its fields have the names of the probes. */
export interface PredictedLayer {
  /** 1 for the first hidden layer. */
  readonly layer: number;
  /** q, the mean square of what φ is applied to. */
  readonly preactivationMeanSquare?: number;
  /** Mean of φ(z). */
  readonly activationMean?: number;
  /** Standard deviation of φ(z). */
  readonly activationStd?: number;
  /** Cosine of two examples' φ(z). */
  readonly exampleCosine?: number;
  /** rms of δ relative to the output layer's. */
  readonly deltaRms: number;
  /** Its base-10 logarithm. */
  readonly log10DeltaRms: number;
}

/** One report in a chart. */
export interface NamedProfile {
  /** Empty for one alone. */
  name: string;
  color: string;
  layers: readonly ProfiledLayer[];
  /** Numbers per example, where they are known. */
  inputs?: number;
  /** The names of the hidden layers' activations. */
  activations: readonly string[];
  theory?: Predicted;
}
