import { describe, expect, test } from "vitest";
import { mlp, type Net } from "../../src/architecture/net";
import { forward } from "../../src/theory/backpropagation/forward";

const net = (): Net => mlp({ inputs: 3, depth: 1, width: 2, outputs: 1, loss: "squaredError", activation: "prelu", normalization: "batch", seed: 1 }); // prettier-ignore
const rows = [[1, 2], [3, 4], [5, 6]]; // prettier-ignore

describe("net.setParameters(layers)", () => {
  test("W has a row for each input and a column for each unit: z of unit j is Σᵢ xᵢ W[i][j] + b[j]", () => {
    const plain = mlp({
      inputs: 3,
      depth: 1,
      width: 2,
      outputs: 1,
      loss: "squaredError",
      activation: "linear",
      seed: 1,
    });
    plain.setParameters([
      { weights: rows, biases: [10, 20] },
      { weights: [[1], [-1]], biases: [0] },
    ]);
    const { layers } = forward(plain, { inputs: [1, 10, 100], labels: [], targets: [0] });
    expect(Array.from(layers[0].preactivation)).toEqual([1 + 30 + 500 + 10, 2 + 40 + 600 + 20]);
  });

  test("takes rows or one list, arrays or typed arrays, and gives the net", () => {
    const forms = [
      rows,
      rows.flat(),
      Float64Array.from(rows.flat()),
      rows.map((row) => Float32Array.from(row)),
    ];
    for (const weights of forms)
      expect(net().setParameters([{ weights }, {}]).parameters[0].weights).toEqual(
        Float32Array.of(1, 2, 3, 4, 5, 6),
      );
  });

  test("sets every other part too, and leaves what is not given", () => {
    const given = net();
    const { biases } = given.parameters[0];
    const before = biases.slice();
    given.setParameters([{ slope: [0.5], gain: [2, 3], shift: [4, 5], runningMean: [6, 7], runningVariance: [8, 9] }, { biases: [1] }]); // prettier-ignore
    const [{ slope, gain, shift, runningMean, runningVariance }, output] = given.parameters;
    expect([slope, gain, shift, runningMean, runningVariance].map((part) => Array.from(part!))).toEqual([[0.5], [2, 3], [4, 5], [6, 7], [8, 9]]); // prettier-ignore
    expect(output.biases[0]).toBe(1);
    expect(biases).toEqual(before);
  });

  test.each([
    [[{}], "setParameters layers must be a list of 2 layers"],
    [undefined, "setParameters layers must be a list of 2 layers"],
    [
      [
        {
          weights: [
            [1, 2, 3],
            [4, 5, 6],
          ],
        },
        {},
      ],
      'setParameters layer 1 weights must be 3 × 2, a row for each input and a column for each unit; these are turned: give their transpose; got "2 × 3"',
    ],
    [[{ weights: [1, 2] }, {}], "layer 1 weights must be 3 × 2"],
    [[{ biases: [1, 2, 3] }, {}], "layer 1 biases must be 2 numbers; got 3"],
    [[{}, { slope: [1] }], "layer 2 slope must be left out: the layer has none"],
    [
      [
        {
          weights: [
            [1, 2],
            [3, Number.NaN],
            [5, 6],
          ],
        },
        {},
      ],
      "layer 1 weights[1][1] must be a finite number",
    ],
    [[{ bias: [1] }, {}], 'layer 1 has no such option; got "bias"'],
  ] as [unknown, string][])("refuses %j and changes nothing", (layers, message) => {
    const given = net();
    const before = given.parameters.map(({ weights }) => weights.slice());
    expect(() => given.setParameters(layers as never)).toThrow(message);
    expect(given.parameters.map(({ weights }) => weights)).toEqual(before);
  });
});
