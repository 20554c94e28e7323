import type { Dataset, SequenceDataset } from "../../data/dataset";
import { InvalidArgument, requireKnownKeys } from "../../errors";
import { datasetImages } from "./dataset-images";
import { datasetScatter } from "./dataset-scatter";
import { datasetSequences } from "./dataset-sequences";
import type { Figure } from "../style/figure";

/** What `charts.dataset` takes beside the data. */
export interface DatasetChartOptions {
  /** For points: which two features the axes show, counted from 0; default [0, 1]. */
  features?: ArrayLike<number>;
}

/**
 * What a data set holds: points by class in the plane of two features, some images of every class, or some sequences.
 * A single feature is drawn against the class; data with targets as the first chosen feature against the first target.
 * @throws InvalidArgument when it is given no data set, or features that the data have not
 */
export function dataset(data: Dataset | SequenceDataset, options: DatasetChartOptions = {}): Figure {
  if (!(data?.inputs instanceof Float32Array) || !(data.labels instanceof Int32Array)) {
    const rule = "must be a data set such as spirals({ seed: 1 })";
    throw new InvalidArgument("charts.dataset data", rule, data);
  }
  requireKnownKeys("charts.dataset options", options, ["features"]);
  if ("steps" in data) return datasetSequences(data);
  return data.image ? datasetImages(data, data.image) : datasetScatter(data, options.features);
}
