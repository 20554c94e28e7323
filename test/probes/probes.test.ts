import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { rrelu, rreluDivisor } from "../../src/activations";
import { mlp, type Net } from "../../src/architecture/net";
import { backend } from "../../src/backend/backend";
import type { Dataset } from "../../src/data/dataset";
import { fromArrays } from "../../src/data/from-arrays";
import { spirals } from "../../src/data/spirals";
import { autodiff } from "../../src/probes/autodiff";
import { measure } from "../../src/probes/measure";
import { usualProbeNames } from "../../src/probes";

const data = spirals({ points: 50, seed: 1 });
const options = { inputs: 2, depth: 3, width: 6, outputs: 2, seed: 4 } as const;

describe("the weights", () => {
  test("matrixNorm is the Frobenius norm, and spectralNorm the largest singular value, where asked for", () => {
    const net = mlp({ ...options, activation: "tanh" });
    const { layers } = measure(net, data, { probes: ["spectralNorm"] });
    layers.forEach(({ matrixNorm, spectralNorm }, i) => {
      const { fanIn, fanOut } = net.layers[i];
      const w = Matrix.from1DArray(fanIn, fanOut, net.parameters[i].weights);
      const { diagonal } = new SingularValueDecomposition(w, { autoTranspose: true });
      expect(matrixNorm).toBeCloseTo(w.norm("frobenius"), 12);
      expect(spectralNorm).toBeCloseTo(Math.max(...diagonal), 12);
    });
    expect(measure(net, data).layers[0]).not.toHaveProperty("spectralNorm");
  });

  test("the spectral norm of orthogonal weights is their gain, wide or tall", () => {
    const net = mlp({ ...options, width: [6, 9, 4], init: { name: "orthogonal", gain: 1.7 } as never });
    for (const { spectralNorm } of measure(net, data, { probes: ["spectralNorm"] }).layers) {
      expect(spectralNorm).toBeCloseTo(1.7, 5);
    }
  });

  test("slopeMean is the mean of a PReLU's slopes, and 0 for other activations", () => {
    const net = mlp({ ...options, activation: { name: "prelu", per: "unit" } as never });
    net.parameters[1].slope!.set([0, 1, 2, 3, 4, 5]);
    expect(measure(net, data).layers.map(({ slopeMean }) => slopeMean)).toEqual([0.25, 2.5, 0.25, 0]);
  });
});

describe("the gradients", () => {
  test("gradientRms and gradientMax are those of autodiff's ∂C/∂W", () => {
    const net = mlp({ ...options, activation: "tanh" });
    const gradients = autodiff(net, data);
    measure(net, data).layers.forEach(({ gradientRms, gradientMax }, i) => {
      const { weights } = gradients[i];
      expect(gradientRms).toBeCloseTo(Math.hypot(...weights) / Math.sqrt(weights.length), 7);
      expect(gradientMax).toBeCloseTo(Math.max(...weights.map(Math.abs)), 7);
    });
  });

  test("without weights, cross-entropy has |δ| = ½ at both outputs of every example", () => {
    const net = mlp({ ...options, init: { name: "constant", value: 0 } as never });
    const { deltaMax, deltaNorm, deltaRms } = measure(net, data).layers[3];
    expect([deltaMax, deltaNorm, deltaRms]).toEqual(
      [0.5, Math.SQRT1_2, 0.5].map((x) => expect.closeTo(x, 6)),
    );
  });
});

/** Holds four units of the first layer below 0 and two above it, whatever the input. */
function push(net: Net): Net {
  net.parameters[0].weights.fill(0);
  net.parameters[0].biases.set([-1, -1, -1, -1, 1, 1]);
  return net;
}

test("sparsity is the share of units that ReLU holds at 0, and 0 for a sigmoid", () => {
  const relu = measure(push(mlp({ ...options, activation: "relu" })), data).layers[0];
  expect(relu.sparsity).toBeCloseTo(4 / 6, 12);
  expect(measure(push(mlp(options)), data).layers[0].sparsity).toBe(0);
});

test("exampleCosine is the mean over all pairs of examples, 1 for examples alike and no number for one alone", () => {
  const three = fromArrays({ inputs: [[3, 0], [1, 1], [0, -2]], labels: [0, 1, 0] }); // prettier-ignore
  const net = mlp({ ...options, width: 2, depth: 1, activation: "linear", init: "lecunNormal" });
  net.parameters[0].weights.set([1, 0, 0, 1]);
  const cosineOf = (data: Dataset): number => measure(net, data, { probes: ["exampleCosine"] }).layers[0].exampleCosine; // prettier-ignore
  expect(cosineOf(three)).toBeCloseTo((Math.SQRT1_2 - Math.SQRT1_2 + 0) / 3, 7);
  expect(cosineOf(fromArrays({ inputs: [[3, 1], [3, 1]], labels: [0, 1] }))).toBeCloseTo(1, 6); // prettier-ignore
  expect(cosineOf(fromArrays({ inputs: [[3, 1]], labels: [1] }))).toBeNaN(); // prettier-ignore
});

test("identicalShare counts units with the weights and the gradient of another one, not those that will part", () => {
  const net = mlp({ ...options, activation: "tanh" });
  expect(measure(net, data).layers.map(({ identicalShare }) => identicalShare)).toEqual([0, 0, 0, 0]);
  const [first, second] = net.parameters;
  const copy = (unit: number): void => {
    for (let i = 0; i < 2; i++) first.weights[i * 6 + unit] = first.weights[i * 6];
    for (let k = 0; k < 6; k++) second.weights[unit * 6 + k] = second.weights[k];
    first.biases![unit] = first.biases![0];
  };
  copy(3);
  copy(4);
  expect(measure(net, data).layers.map(({ identicalShare }) => identicalShare)).toEqual([0.5, 0, 0, 0]);
  second.weights[3 * 6] += 1; // its way out is another, and so is its gradient
  expect(measure(net, data).layers[0].identicalShare).toBeCloseTo(2 / 6, 12);
});

test("sparse is not dead: about half of a ReLU net's units are 0 at an input, hardly one is 0 for all inputs", () => {
  const net = mlp({ ...options, width: 64, activation: "relu", init: "heNormal" });
  const { sparsity, deadShare } = measure(net, data).layers[0];
  // Standardized inputs on both sides of every unit's line.
  expect(Math.abs(sparsity - 0.5)).toBeLessThan(0.1);
  expect(deadShare).toBe(0);
});

test.each([
  [rrelu(), 11 / 48, (1 / 3 - 1 / 8) / Math.sqrt(12)],
  // E 1/a is not the 1/5.5 of its test slope; E 1/a² = 1/24.
  [rreluDivisor(), Math.log(8 / 3) / 5, Math.sqrt(1 / 24 - (Math.log(8 / 3) / 5) ** 2)],
])("RReLU %#: the mean slope in training is that of its distribution", (activation, slope, spread) => {
  const net = mlp({ ...options, width: 400, activation });
  net.parameters[0].weights.fill(0);
  net.parameters[0].biases.fill(-1);
  const { activationMean, activationStd } = measure(net, data).layers[0];
  // 50 examples × 400 units.
  expect(Math.abs(activationMean + slope)).toBeLessThan((4 * spread) / Math.sqrt(20_000));
  expect(activationStd / spread).toBeCloseTo(1, 1);
});

describe("what is not a number", () => {
  test("layers without a NaN or infinite number say so, and the rest is finite", () => {
    for (const layer of measure(mlp(options), data).layers) {
      expect([layer.nonFiniteShare, layer.zeroGradient]).toEqual([0, 0]);
    }
  });

  test.each(["sigmoid", "relu", "rrelu"] as const)(
    "a NaN weight shows in the layers it reaches of a %s net",
    (activation) => {
      const net = mlp({ ...options, activation });
      net.parameters[1].weights.fill(Number.NaN);
      const { layers } = measure(net, data, { probes: ["spectralNorm"] });
      for (const { nonFiniteShare } of layers) expect(nonFiniteShare).toBeGreaterThan(0);
      const { spectralNorm, matrixNorm, gradientMax, saturatedShare, deadShare } = layers[1];
      expect([spectralNorm, matrixNorm, gradientMax, saturatedShare, deadShare]).toEqual(
        Array(5).fill(Number.NaN),
      );
      expect(layers[0].spectralNorm).toBeGreaterThan(0);
    },
  );

  test("weights so large that z overflows float32 give no endless loop and no exception: the look is in float64, and z is a number", () => {
    const net = mlp({ ...options, activation: "relu", init: { name: "constant", value: 1e30 } as never });
    const { layers } = measure(net, data, { probes: ["spectralNorm"] });
    expect(layers[2].nonFiniteShare).toBe(0);
    expect(layers[2].spectralNorm / 6e30).toBeCloseTo(1, 6);
  });

  test("behind dead units every ∂C/∂W is exactly 0, and every statistic finite", () => {
    const net = mlp({ ...options, activation: "relu" });
    net.parameters[2].biases.fill(-1e4);
    const { layers } = measure(net, data);
    expect(layers.map(({ zeroGradient }) => zeroGradient)).toEqual([1, 1, 1, 1]);
    for (const { log10, float32, ...numbers } of layers) {
      expect(log10.weightNorm).toBe(-Infinity);
      expect([numbers, float32].flatMap(Object.values)).toSatisfy((v: number[]) => v.every(Number.isFinite));
    }
  });
});

test("bad options name the rule and the valid choices, before any tensor exists", () => {
  const net = mlp(options);
  const before = backend().tf.memory().numTensors;
  expect(() => measure(net, data, { probes: ["norm" as never] })).toThrow("Choose one of: weightNorm, ");
  expect(() => measure(net, data, { probes: "sparsity" as never })).toThrow("must be a list of names");
  expect(() => measure(net, data, { probe: [] } as never)).toThrow("has no such option");
  expect(backend().tf.memory().numTensors).toBe(before);
  expect(Object.keys(measure(net, data, { probes: ["sparsity", "sparsity"] }).layers[0])).toEqual([
    "layer",
    "units",
    "log10",
    "float32",
    ...usualProbeNames,
  ]);
});
