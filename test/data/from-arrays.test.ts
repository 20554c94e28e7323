import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NetDescription } from "../../src/architecture/description";
import { mlp } from "../../src/architecture/net";
import { meanShare, requireDataset } from "../../src/data/dataset";
import { fromArrays } from "../../src/data/from-arrays";
import { recurrent } from "../../src/recurrent/net";
import { requireSequences } from "../../src/recurrent/sequences";
import { InvalidArgument } from "../../src/errors";
import { refusesAtMost } from "./support";

describe("fromArrays(options)", () => {
  it("keeps numbers and labels as they are", () => {
    const data = fromArrays({ inputs: [[1, 2], [3, 4], [5, 6]], labels: [0, 2, 1], columns: ["a", "b"] }); // prettier-ignore
    expect(data).toEqual({
      name: "own data",
      inputs: Float32Array.of(1, 2, 3, 4, 5, 6),
      labels: Int32Array.of(0, 2, 1),
      points: 3,
      features: 2,
      classes: 3,
      columns: ["a", "b"],
    });
    expect(() =>
      requireDataset(data, { inputs: 2, outputs: 3, output: { name: "softmax" }, loss: "crossEntropy" }),
    ).not.toThrow();
  });
  it("takes typed arrays, copies them and leaves them alone", () => {
    const row = Float64Array.of(1, 2);
    const data = fromArrays({ inputs: [row, Float32Array.of(3, 6)], labels: Int32Array.of(0, 1), standardize: true }); // prettier-ignore
    expect([...data.inputs]).toEqual([-1, -1, 1, 1]);
    expect([...row]).toEqual([1, 2]);
  });
  it("names the classes of words in alphabetical order, and of numbers in words in numerical order", () => {
    const inputs = [[1], [2], [3]];
    expect(fromArrays({ inputs, labels: ["b", "c", "a"] })).toMatchObject({ classNames: ["a", "b", "c"], labels: Int32Array.of(1, 2, 0) }); // prettier-ignore
    expect(fromArrays({ inputs, labels: ["10", "9", "10"] }).classNames).toEqual(["9", "10"]);
    expect(fromArrays({ inputs, labels: [0, 1, 0], classNames: ["no", "yes", "never"] }).classes).toBe(3);
  });
  it("takes targets instead of labels, one or several per point", () => {
    expect(fromArrays({ inputs: [[1], [2]], targets: [0.5, -1] })).toMatchObject({
      targets: Float32Array.of(0.5, -1),
      labels: new Int32Array(0),
      classes: 0,
    });
    expect(fromArrays({ inputs: [[1], [2]], targets: [[1, 2], [3, 4]] }).targets).toEqual(Float32Array.of(1, 2, 3, 4)); // prettier-ignore
  });
  it.each([
    [[false, true, true], ["false", "true"], [0, 1, 1]],
    [[-1, 1, 1], ["-1", "1"], [0, 1, 1]],
    [Int8Array.of(1, -1, -1), ["-1", "1"], [1, 0, 0]],
    [[[0, 1, 0], [1, 0, 0], [0, 0, 1]], undefined, [1, 0, 2]],
    [[Uint8Array.of(0, 1), [1, 0], [1, 0]], undefined, [1, 0, 0]],
  ])("takes %j for classes", (labels, classNames, numbers) => {
    const data = fromArrays({ inputs: [[1], [2], [3]], labels });
    expect([...data.labels]).toEqual(numbers);
    expect(data.classNames).toEqual(classNames);
    expect(data.classes).toBe(classNames?.length ?? (labels[0] as number[]).length);
  }); // prettier-ignore
  it("names the classes of booleans and of one-hot rows", () => {
    const inputs = [[1], [2]];
    expect(fromArrays({ inputs, labels: [true, false], classNames: ["no", "yes"] }).classNames).toEqual(["no", "yes"]); // prettier-ignore
    expect(fromArrays({ inputs, labels: [[1, 0], [0, 1]], classNames: ["no", "yes"] }).classNames).toEqual(["no", "yes"]); // prettier-ignore
  });
  it("takes soft labels and several at once as targets, which nets take in turn", () => {
    const inputs = [[1], [2]];
    const soft = fromArrays({ inputs, targets: [[0.2, 0.8], [1, 0]] }); // prettier-ignore
    const several = fromArrays({ inputs, targets: [[1, 1], [0, 0]] }); // prettier-ignore
    const ending = (output?: "sigmoid"): NetDescription =>
      mlp({ inputs: 1, depth: 0, width: 1, outputs: 2, ...(output && { output }), seed: 1 }).description;
    expect(() => requireDataset(soft, ending())).not.toThrow();
    expect(() => requireDataset(several, ending("sigmoid"))).not.toThrow();
    expect(() => requireDataset(several, ending())).toThrow("data targets of point 0");
  });
  describe("of sequences", () => {
    const inputs = [[[1, 10], [2, 20]], [[3, 30], [4, 40]], [[5, 50], [9, 60]]]; // prettier-ignore
    it("keeps sequences of equal length step by step", () => {
      const data = fromArrays({ inputs, targets: [1, 2, 3], columns: ["a", "b"] });
      expect(data).toMatchObject({ points: 3, steps: 2, features: 2, columns: ["a", "b"] });
      expect([...data.inputs]).toEqual(inputs.flat(2));
      const net = recurrent({ cell: "rnn", inputs: 2, units: 2, outputs: 1, loss: "squaredError", seed: 1 });
      expect(() => requireSequences(data, net.description)).not.toThrow();
    });
    const ragged = [[[1], [2], [3]], [[4]], [[5], [6]]]; // prettier-ignore
    it.each([
      ["start", [1, 2, 3, 0, 0, 4, 0, 5, 6]],
      ["end", [1, 2, 3, 4, 0, 0, 5, 6, 0]],
    ] as const)("fills shorter ones with zeros at the %s", (pad, numbers) => {
      expect([...fromArrays({ inputs: ragged, labels: [0, 1, 0], pad }).inputs]).toEqual(numbers);
    });
    it("standardizes each feature over the steps that were given", () => {
      const data = fromArrays({ inputs: ragged, labels: [0, 1, 0], pad: "start", standardize: true });
      const spread = Math.sqrt(35 / 12); // of 1 to 6
      const scaled = [1, 2, 3, 0, 0, 4, 0, 5, 6].map((x) => (x === 0 ? 0 : Math.fround((x - 3.5) / spread)));
      expect([...data.inputs]).toEqual(scaled);
    });
    it.each([
      [{ inputs: ragged, labels: [0, 1, 0] }, 'fromArrays inputs[1] must have 3 steps, as the first sequence (pad: "start" puts zeros before those that are shorter); got 1'],
      [{ inputs: [[[1, 2]], [[1]]], labels: [0, 1] }, "fromArrays inputs[1][0] must have 2 items, as the first step; got 1"],
      [{ inputs: [[[1], [Number.NaN]]], labels: [0] }, "fromArrays inputs[0][1][0] must be a finite number; got NaN"],
      [{ inputs: ragged, labels: [0, 1, 0], pad: "before" }, 'fromArrays pad is not a known name; got "before". Choose one of: start, end'],
      [{ inputs: [[1]], labels: [0], pad: "start" }, "fromArrays pad needs inputs that are sequences"],
    ])("refuses %j", (bad, message) => {
      expect(() => fromArrays(bad as never)).toThrow(message);
    }); // prettier-ignore
  });
  it("has a share of its mean square in its means: 0 where it is centred, 1 where nothing varies", () => {
    const share = (inputs: number[][], standardize = false): number =>
      meanShare(fromArrays({ inputs, labels: inputs.map((_, i) => i % 2), standardize }));
    expect(share([[1, 2], [3, 2]])).toBeCloseTo(8 / 9, 12); // prettier-ignore
    expect(share([[1, 2], [3, 2]], true)).toBe(0); // prettier-ignore
    expect(share([[5], [5]])).toBe(1);
    expect(share([[0], [0]])).toBe(0);
  });
  it("makes a constant column 0, although its mean is rounded", () => {
    const data = fromArrays({ inputs: [[0.1], [0.1], [0.1]], labels: [0, 1, 1], standardize: true });
    expect(data.inputs.every((x) => Math.abs(x) === 0)).toBe(true);
  });
  const inputs = [[1, 2], [3, 4]]; // prettier-ignore
  it.each([
    [{ inputs: 3, labels: [0] }, "fromArrays inputs must be an array; got 3"],
    [{ inputs: [], labels: [] }, "fromArrays inputs must not be empty"],
    [{ inputs: [[1, 2], [3]], labels: [0, 1] }, "fromArrays inputs[1] must have 2 items, as the first row; got [3]"],
    [{ inputs: [[1, 2], [3, "x"]], labels: [0, 1] }, 'fromArrays inputs[1][1] must be a finite number; got "x"'],
    [{ inputs: [[1, 2], [3, Number.NaN]], labels: [0, 1] }, "fromArrays inputs[1][1] must be a finite number; got NaN"],
    [{ inputs: [[1e39]], labels: [0] }, "fromArrays inputs[0][0] must be within float32's range"],
    [{ inputs, labels: [0] }, "fromArrays labels must have 2 items, as there are points; got [0]"],
    [{ inputs, labels: [0, 1.5] }, "fromArrays labels[1] must be a whole number from 0 to 999; got 1.5"],
    [{ inputs, labels: [0, -1] }, "fromArrays labels[1] must be a whole number from 0 to 999; got -1"],
    [{ inputs, labels: [0, "a"] }, "fromArrays labels[1] must be a whole number"],
    [{ inputs, labels: ["a", "a"] }, "fromArrays labels must be of 2 to 1000 classes (these are of 1)"],
    [{ inputs, labels: [0, 2], classNames: ["a", "b"] }, "fromArrays labels[1] must be a whole number from 0 to 1"],
    [{ inputs, labels: [0, 1], classNames: ["a"] }, "fromArrays labels[1] must be a whole number from 0 to 0"],
    [{ inputs, labels: [0, 1], columns: ["a"] }, "fromArrays columns must have 2 items, as there are features"],
    [{ inputs, labels: [0, 1], columns: ["a", undefined] }, "fromArrays columns must be strings"],
    [{ inputs, labels: [[0.2, 0.8], [1, 0]] }, "fromArrays labels[0] must be one 1 among zeros (soft labels, and several at once, are targets); got [0.2,0.8]"],
    [{ inputs, labels: [[1, 1], [1, 0]] }, "fromArrays labels[0] must be one 1 among zeros"],
    [{ inputs, labels: [[1], [1]] }, "fromArrays labels must have a column for each of 2 to 1000 classes; got 1"],
    [{ inputs, labels: [true, 0] }, "fromArrays labels[0] must be a whole number"],
    [{ inputs }, "fromArrays options must have either labels or targets"],
    [{ inputs, labels: [0, 1], targets: [0, 1] }, "fromArrays options must have either labels or targets"],
    [{ inputs, label: [0, 1] }, 'fromArrays options has no such option; got "label". Did you mean "labels"? Choose one of: inputs, labels'],
  ])("refuses %j", (bad, message) => {
    expect(() => fromArrays(bad as never)).toThrow(message);
    expect(() => fromArrays(bad as never)).toThrow(InvalidArgument);
  }); // prettier-ignore
  it("makes a data set of whatever it does not refuse", () => {
    const list = fc.oneof(fc.array(fc.array(fc.double(), { maxLength: 2 }), { maxLength: 3 }), fc.anything());
    const anything = fc.record(
      { inputs: list, labels: fc.oneof(fc.array(fc.integer({ max: 3 })), fc.array(fc.string()), fc.anything()), targets: list, columns: fc.anything(), standardize: fc.boolean() },
      { requiredKeys: ["inputs"] },
    ); // prettier-ignore
    fc.assert(
      fc.property(anything, (bad) =>
        refusesAtMost(() => {
          const data = fromArrays(bad as never);
          expect(data.inputs.length).toBe(data.points * data.features);
          expect(data.inputs.every(Number.isFinite)).toBe(true);
        }),
      ),
      { numRuns: 500 },
    );
  });
});
