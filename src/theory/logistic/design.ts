import { type Dataset, requireDataset } from "../../data/dataset";
import { InvalidArgument } from "../../errors";
import { singularValues } from "../../numerics/singular-values";
import { column } from "./logistic-likelihood";

/**
 * The design matrix, as rows: a 1 for the intercept, then the features.
 * @throws InvalidArgument when the data are not of two classes, or the columns are linear combinations of each other
 */
export function designOf(data: Dataset): number[][] {
  requireDataset(data, {
    inputs: data?.features,
    outputs: 1,
    output: { name: "sigmoid" },
    loss: "crossEntropy",
  });
  const columns = data.features + 1;
  const rows = Array.from({ length: data.points }, (_, i) =>
    Array.from({ length: columns }, (__, j) => column(data, i, j)),
  );
  const sizes = singularValues(rows.flat(), data.points, columns);
  const rounding = Number.EPSILON * Math.max(data.points, columns) * sizes[0];
  const rank = sizes.filter((size) => size > rounding).length;
  if (rank < columns) {
    throw new InvalidArgument("data features", "must be neither constant nor linear combinations of each other", `rank ${rank} of ${columns}`); // prettier-ignore
  }
  return rows;
}
