import { describe, expect, test } from "vitest";
import { mlp, type Net } from "../../src/architecture/net";
import type { NetOptions } from "../../src/architecture/description";
import { backend } from "../../src/backend/backend";
import { fromArrays } from "../../src/data/from-arrays";
import { withPassInFloat64 } from "../../src/engine/graph/float64-pass";
import { withPassByAutodiff } from "../../src/engine/autodiff-pass";
import { predict } from "../../src/engine/answers";
import { random } from "../../src/random/random";

const options: NetOptions = { inputs: 2, depth: 2, width: 4, outputs: 3, activation: "tanh", seed: 3 };
const rows = (count: number): number[][] => {
  const stream = random(1, "rows");
  return Array.from({ length: count }, () => [stream.normal(), stream.normal()].map(Math.fround));
};

/** A net without hidden layers whose outputs are its inputs. */
const identity = (more: Partial<NetOptions> = {}): Net => {
  const net = mlp({ inputs: 2, depth: 0, width: 1, outputs: 2, seed: 1, ...more });
  net.parameters[0].weights.forEach((_, i, all) => (all[i] = Number(i % 3 === 0)));
  return net;
};

describe("net.predict(inputs)", () => {
  test("gives each class's probability, right in every tail", () => {
    const [row] = identity().predict([[0, Math.log(3)]]);
    expect(row[0]).toBeCloseTo(0.25, 7);
    expect(row[1]).toBeCloseTo(0.75, 7);
    expect(identity().predict([[40, 0]])[0][1] / Math.exp(-40)).toBeCloseTo(1, 12);
    expect(identity().predict([[1000, 0]])).toEqual([[1, 0]]);
  });

  test("gives the probability of class 1 for one output, and the outputs themselves for squared error", () => {
    expect(identity({ inputs: 1, outputs: 1 }).predict([[Math.log(4)]])[0][0]).toBeCloseTo(0.8, 7);
    expect(identity({ loss: "squaredError" }).predict([[3, -4]])).toEqual([[3, -4]]);
  });

  test("takes rows, typed rows, numbers one after another and data sets alike", () => {
    const net = mlp(options);
    const inputs = rows(5);
    const wanted = net.predict(inputs);
    expect(wanted.map((row) => row.length)).toEqual([3, 3, 3, 3, 3]);
    for (const row of wanted) expect(row.reduce((sum, p) => sum + p)).toBeCloseTo(1, 12);
    expect(net.predict(inputs.map((row) => Float32Array.from(row)))).toEqual(wanted);
    expect(predict(net, inputs.flat())).toEqual(wanted);
    expect(net.predict(Float64Array.from(inputs.flat()))).toEqual(wanted);
    expect(net.predict(fromArrays({ inputs, labels: [0, 1, 2, 0, 1] }))).toEqual(wanted);
  });

  test("takes any number of examples, in batches, and leaves no tensor", () => {
    // 2 + 20 000 + 1 + 3 numbers an example: 209 examples are one batch.
    const net = mlp({ ...options, width: [20_000, 1] });
    const inputs = rows(500);
    net.predict([[0, 0]]);
    const before = backend().tf.memory().numTensors;
    const all = net.predict(inputs);
    expect(backend().tf.memory().numTensors).toBe(before);
    expect(all.length).toBe(500);
    for (const i of [0, 208, 209, 499])
      net.predict([inputs[i]])[0].forEach((p, j) => expect(all[i][j]).toBeCloseTo(p, 5));
  });

  test("is as at test: no dropout, mean slopes, and the running statistics, by which a single point counts", () => {
    const plain = mlp({ ...options, activation: "rrelu" });
    const random = mlp({ ...options, activation: "rrelu", dropout: 0.5 });
    expect(random.predict(rows(4))).toEqual(plain.predict(rows(4)));
    const net = mlp({ inputs: 1, depth: 1, width: 1, outputs: 1, activation: "linear", normalization: "batch", loss: "squaredError", seed: 1 }); // prettier-ignore
    const [hidden, output] = net.parameters;
    hidden.weights[0] = output.weights[0] = 1;
    hidden.runningMean![0] = 3;
    hidden.runningVariance![0] = 4;
    hidden.gain![0] = 5;
    hidden.shift![0] = 6;
    expect(net.predict([[7]])[0][0]).toBeCloseTo(6 + (5 * (7 - 3)) / 2, 4);
  });

  test.each([
    [[], "must be rows of 2 numbers"],
    [[1, 2, 3], "as many numbers for each example"],
    [[[1, 2], [1]], "inputs[1] must be 2 numbers"],
    [[[1, Number.NaN]], "inputs[0][1] must be a finite number"],
    [[1, 1e300], "inputs[1] must be a finite number"],
    [{ inputs: new Float32Array(3), features: 3 }, "features must be the net's inputs (2)"],
  ])("refuses %j", (inputs, message) => {
    expect(() => mlp(options).predict(inputs as never)).toThrow(message);
  });
});

test.skipIf(backend().name !== "node")(
  "a look in float64 at test has the gradients of autodiff, through running statistics too",
  () => {
    const net = mlp({ ...options, normalization: "batch" });
    const stream = random(2, "statistics");
    for (const { runningMean, runningVariance } of net.parameters) {
      runningMean?.forEach((_, j, all) => (all[j] = stream.normal()));
      runningVariance?.forEach((_, j, all) => (all[j] = 0.5 + stream.uniform()));
    }
    const batch = {
      inputs: Float32Array.from(rows(6).flat()),
      labels: Int32Array.of(0, 1, 2, 0, 1, 2),
      size: 6,
    };
    const gradients = { training: false };
    const wanted = withPassByAutodiff(net, batch, gradients, ({ layers }) =>
      layers.map(({ weightGradient }) => Array.from(weightGradient)),
    );
    const found = withPassInFloat64(net, batch, gradients, ({ layers }) =>
      layers.map(({ weightGradient }) => Array.from(weightGradient)),
    );
    found.forEach((layer, l) => layer.forEach((g, k) => expect(g).toBeCloseTo(wanted[l][k], 6)));
  },
);
