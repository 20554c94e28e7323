import { describe, expect, it } from "vitest";
import { dataset } from "../../../src/charts/data/dataset";
import { adding } from "../../../src/data/adding";
import type { Dataset } from "../../../src/data/dataset";
import { delayedRecall } from "../../../src/data/delayed-recall";
import { digits } from "../../../src/data/digits";
import { fromArrays } from "../../../src/data/from-arrays";
import { iris } from "../../../src/data/iris";
import { oRings } from "../../../src/data/o-rings";
import { spirals } from "../../../src/data/spirals";
import { xor } from "../../../src/data/xor";

interface Trace {
  type: string;
  name: string;
  x: number[];
  y: number[];
  z: (number | null)[][];
  marker: { color: string; symbol: string };
}
const tracesOf = (data: Dataset, options = {}): Trace[] => dataset(data, options).data as never;
const titleOf = (data: Dataset): string => (dataset(data).layout["title"] as { text: string }).text;

describe("charts.dataset(data) of points", () => {
  it("draws each class in a colour and a symbol of its own, at its own points", () => {
    const data = spirals({ points: 100, classes: 5, seed: 1 });
    const traces = tracesOf(data);
    expect(new Set(traces.map(({ marker }) => marker.color)).size).toBe(5);
    expect(new Set(traces.map(({ marker }) => marker.symbol)).size).toBe(5);
    traces.forEach(({ x, y }, label) => {
      const rows = [...data.labels.keys()].filter((i) => data.labels[i] === label);
      expect(x).toEqual(rows.map((i) => data.inputs[2 * i]));
      expect(y).toEqual(rows.map((i) => data.inputs[2 * i + 1]));
    });
  });
  it("tells 49 classes apart", () => {
    const data = fromArrays({
      inputs: Array.from({ length: 49 }, (_, i) => [i, 0]),
      labels: Array.from({ length: 49 }, (_, i) => i),
    });
    const looks = tracesOf(data).map(({ marker }) => `${marker.color} ${marker.symbol}`);
    expect(new Set(looks).size).toBe(49);
  });
  it("says how many points and classes there are, in the title and for who cannot see it", () => {
    expect(titleOf(xor({ points: 40, seed: 1 }))).toBe("XOR: 40 points in 2 classes of 20");
    expect(dataset(oRings()).description).toBe(
      "O-rings: 23 points in 2 classes of 7 to 16, by launch temperature (°F) from 53 to 81 and class from 0 to 1.",
    );
  });
  it("shows the chosen features under their names, and the classes under theirs", () => {
    const { layout } = dataset(iris(), { features: [2, 3] });
    expect(layout["xaxis"]).toMatchObject({ title: { text: "standardized petal length" } });
    expect(tracesOf(iris()).map(({ name }) => name)).toEqual(["setosa", "versicolor", "virginica"]);
  });
  it("draws a feature against the target where there are no classes", () => {
    const [{ x, y }] = tracesOf(fromArrays({ inputs: [[1], [2]], targets: [[5, 0], [6, 0]] })); // prettier-ignore
    expect([x, y]).toEqual([[1, 2], [5, 6]]); // prettier-ignore
  });
  it("draws no more than 5000 points, and says so", () => {
    const data = xor({ points: 6000, seed: 1 });
    expect(tracesOf(data).reduce((sum, { x }) => sum + x.length, 0)).toBe(5000);
    expect(titleOf(data)).toContain("6000 points in 2 classes of 3000,<br>the first 5000 drawn");
  });
  it.each([
    [undefined, {}, "charts.dataset data must be a data set"],
    [iris(), { features: [0, 4] }, "charts.dataset features must be a whole number from 0 to 3; got 4"],
    [iris(), { features: 2 }, "charts.dataset features must be two numbers"],
    [iris(), { axes: [0, 1] }, "charts.dataset options has no such option"],
  ])("refuses %#", (data, options, message) => {
    expect(() => dataset(data as never, options as never)).toThrow(message);
  });
});

describe("charts.dataset(data) of images", () => {
  const data = digits({ points: 30, seed: 1 });
  it("is a mosaic with one row per class, first example left", () => {
    const [{ type, z }] = tracesOf(data);
    expect(type).toBe("heatmap");
    expect([z.length, z[0].length]).toEqual([10 * 30 - 2, 8 * 30 - 2]);
    const first = Array.from({ length: 28 }, (_, y) => z[3 * 30 + y].slice(0, 28)).flat();
    first.forEach((x, k) => expect(x).toBeCloseTo(data.inputs[3 * 784 + k], 2));
    // Three examples of every class: the fourth place is empty.
    expect(z[0].slice(90, 118).every((x) => x === null)).toBe(true);
  });
  it("gives the mean square in its title", () => {
    const square = data.inputs.reduce((sum, x) => sum + x * x, 0) / data.inputs.length;
    expect(titleOf(data)).toContain(`is ${Number(square.toPrecision(3))}`);
  });
});

describe("charts.dataset(data) of sequences", () => {
  it("draws three sequences, a line for every feature, and their answers", () => {
    const data = adding({ points: 5, steps: 7, seed: 1 });
    const traces = tracesOf(data);
    expect(traces.length).toBe(3 * 2);
    expect(traces[2].y).toEqual([0, 2, 4, 6, 8, 10, 12].map((k) => data.inputs[14 + k]));
    expect(dataset(data).description).toContain(`answers ${Number(data.targets![0].toPrecision(3))}, `);
  });
  it("names the symbol to be recalled", () => {
    const figure = dataset(delayedRecall({ points: 2, delay: 3, seed: 1 }));
    expect(figure.layout["annotations"]).toMatchObject([{ text: "answer symbol 1" }, { text: "answer symbol 2" }]); // prettier-ignore
    expect((figure.layout["title"] as { text: string }).text).toBe("Delayed recall:<br>the answer is due after 5 steps"); // prettier-ignore
  });
});
