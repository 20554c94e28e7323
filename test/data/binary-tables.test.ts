import { describe, expect, it } from "vitest";
import { standardized } from "../../src/data/binary-table";
import { iris } from "../../src/data/iris";
import { oRings } from "../../src/data/o-rings";

const mean = (table: ReturnType<typeof iris>, label: number): number => {
  const values = table.inputs.filter((_, i) => table.labels[i] === label);
  return values.reduce((sum, x) => sum + x) / values.length;
};

describe("oRings()", () => {
  it("holds 23 flights from 53 to 81 °F, 7 of them with distress, as in Dalal, Fowlkes & Hoadley 1989", () => {
    const { inputs, labels, points } = oRings();
    expect(points).toBe(23);
    expect([Math.min(...inputs), Math.max(...inputs)]).toEqual([53, 81]);
    expect(labels.reduce((sum, y) => sum + y)).toBe(7);
  });
  it("is listed by temperature as in the published table", () => {
    const byTemperature = oRings().inputs.toSorted();
    expect(byTemperature.join(" ")).toBe(
      "53 57 58 63 66 67 67 67 68 69 70 70 70 70 72 73 75 75 76 76 78 79 81",
    );
  });
});

describe("iris(other)", () => {
  it("has the published means of petal length: 1.462, 4.260 and 5.552 cm", () => {
    expect(mean(iris("setosa"), 0)).toBeCloseTo(1.462, 6);
    expect(mean(iris("setosa"), 1)).toBeCloseTo(4.26, 6);
    expect(mean(iris("virginica"), 0)).toBeCloseTo(5.552, 6);
  });
  it("refuses a species that it does not have, and lists those that it has", () => {
    expect(() => iris("rosea" as never)).toThrow(/setosa, virginica/);
  });
});

describe("standardized(table)", () => {
  it("gives mean 0 and variance 1 and leaves the table alone", () => {
    const table = oRings();
    const { inputs } = standardized(table);
    expect(inputs.reduce((sum, x) => sum + x)).toBeCloseTo(0, 5);
    expect(inputs.reduce((sum, x) => sum + x * x, 0) / 23).toBeCloseTo(1, 5);
    expect(table.inputs[0]).toBe(66);
  });
});
