import { requireChoice } from "../errors";
import { type BinaryTable, binaryTable } from "./binary-table";

/** Petal lengths in millimetres, 50 flowers of each species. */
const PETALS = {
  setosa: [
    14, 14, 13, 15, 14, 17, 14, 15, 14, 15, 15, 16, 14, 11, 12, 15, 13, 14, 17, 15, 17, 15, 10, 17, 19, 16,
    16, 15, 14, 16, 16, 15, 15, 14, 15, 12, 13, 14, 13, 15, 13, 13, 13, 16, 19, 14, 16, 14, 15, 14,
  ],
  versicolor: [
    47, 45, 49, 40, 46, 45, 47, 33, 46, 39, 35, 42, 40, 47, 36, 44, 45, 41, 45, 39, 48, 40, 49, 47, 43, 44,
    48, 50, 45, 35, 38, 37, 39, 51, 45, 45, 47, 44, 41, 40, 44, 46, 40, 33, 42, 42, 42, 43, 30, 41,
  ],
  virginica: [
    60, 51, 59, 56, 58, 66, 45, 63, 58, 61, 51, 53, 55, 50, 51, 53, 55, 67, 69, 50, 57, 49, 67, 49, 57, 60,
    48, 49, 56, 58, 61, 64, 56, 51, 56, 61, 56, 55, 48, 54, 56, 51, 51, 59, 57, 52, 50, 52, 54, 51,
  ],
} as const;

/** A species of the iris data that versicolor can be told from. */
export type IrisSpecies = "setosa" | "virginica";

/**
 * Iris versicolor (class 1) against another species (class 0) by petal length in cm, 50 flowers each.
 * Setosa and versicolor are separable: every setosa petal is shorter. Versicolor and virginica overlap.
 * Source: E. Anderson's measurements, in R. A. Fisher, Annals of Eugenics 7 (1936), 179–188.
 * @param other default "setosa"
 * @throws InvalidArgument that lists the species
 */
export function iris(other: IrisSpecies = "setosa"): BinaryTable {
  requireChoice("iris species", other, ["setosa", "virginica"]);
  return binaryTable(
    { name: `versicolor or ${other}`, row: "flower", column: "petal length (cm)", outcome: "versicolor" },
    [
      ...PETALS[other].map((length) => [length / 10, 0] as const),
      ...PETALS.versicolor.map((length) => [length / 10, 1] as const),
    ],
  );
}
