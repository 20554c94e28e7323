import { describe, expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { fromArrays } from "../../../src/data/from-arrays";
import { standardized } from "../../../src/data/binary-table";
import { oRings } from "../../../src/data/o-rings";
import { spirals } from "../../../src/data/spirals";
import { xor } from "../../../src/data/xor";
import { sgd } from "../../../src/optimizers";
import { descent } from "../../../src/theory/optimization/descent";
import { examine } from "../../../src/theory/critical-points/examine";
import { linearChain } from "../../../src/theory/critical-points/linear-chain";
import { netCost } from "../../../src/theory/critical-points/net-cost";
import { centralDifferences } from "../../../src/numerics/finite-differences";
import { likelihoodHessian } from "../../../src/theory/logistic/logistic-likelihood";
import { logisticRegression } from "../../../src/theory/logistic/logistic-regression";
import { trainAlone } from "../../../src/theory/optimization/train-alone";

/** A linear chain of `depth` + 1 weights as a net, on the one example x → y. */
const chainNet = (depth: number) =>
  mlp({
    inputs: 1,
    depth,
    width: 1,
    outputs: 1,
    activation: "linear",
    loss: "squaredError",
    bias: false,
    seed: 1,
  });
const example = fromArrays({ inputs: [[1.5]], targets: [-0.5] });

describe("netCost", () => {
  test("of a net of linear neurons is the closed form of the linear chain: cost, gradient, Hessian", () => {
    const closed = linearChain({ input: 1.5, target: -0.5 });
    for (const depth of [0, 1, 3]) {
      const cost = netCost(chainNet(depth), example);
      const w = Array.from({ length: depth + 1 }, (_, i) => [0.7, -1.2, 0.4, 2][i]);
      expect(cost.point).toHaveLength(depth + 1);
      expect(cost.cost(w)).toBeCloseTo(closed.cost(w), 14);
      cost.gradient(w).forEach((g, i) => expect(g).toBeCloseTo(closed.gradient(w)[i], 13));
      cost
        .hessian(w)
        .forEach((row, i) => row.forEach((h, j) => expect(h).toBeCloseTo(closed.hessian(w)[i][j], 12)));
    }
  });

  test("of logistic regression has minus the likelihood's Hessian per example, and its fit is a minimum", () => {
    const data = standardized(oRings());
    const cost = netCost(mlp({ inputs: 1, depth: 0, width: 1, outputs: 1, seed: 1 }), data);
    const [slope, intercept] = [-0.8, 0.3];
    // There the intercept comes first, and the sum over examples is not divided.
    const [[bb, bw], [, ww]] = likelihoodHessian(data, [intercept, slope]);
    const expected = [ww, bw, bw, bb].map((value) => expect.closeTo(-value / data.points, 12));
    expect(cost.hessian([slope, intercept]).flat()).toEqual(expected);
    const { weights } = logisticRegression(data);
    expect(examine(cost, weights.toReversed(), { tolerance: 1e-6 }).kind).toBe("minimum");
  });

  test("has the gradient and the Hessian that central differences give, in the order of its names", () => {
    const net = mlp({
      inputs: 2,
      depth: 2,
      width: 3,
      outputs: 2,
      activation: "tanh",
      biasVariance: 0.1,
      seed: 2,
    });
    const cost = netCost(net, spirals({ points: 12, seed: 1 }));
    expect(cost.names.slice(0, 4)).toEqual(["W1[0,0]", "W1[0,1]", "W1[0,2]", "W1[1,0]"]);
    expect(cost.names.at(-1)).toBe("b3[1]");
    expect(cost.names).toHaveLength(cost.point.length);
    const slopes = centralDifferences((w) => cost.cost(w), cost.point);
    cost.gradient(cost.point).forEach((g, i) => expect(g).toBeCloseTo(slopes[i], 9));
    cost.hessian(cost.point).forEach((row, i) => {
      const differences = centralDifferences((w) => cost.gradient(w)[i], cost.point);
      row.forEach((h, j) => expect(h).toBeCloseTo(differences[j], 9));
    });
  });
});

describe("a net's point is examined as any cost's is", () => {
  const kind = (depth: number, w: number[]) => examine(netCost(chainNet(depth), example), w).kind;

  test("the zeros of a linear net: one is not critical, two are a strict saddle, three degenerate", () => {
    expect(kind(2, [0, 1, 1])).toBe("not critical");
    expect(kind(2, [0, 0, 1])).toBe("strict saddle");
    expect(kind(2, [0, 0, 0])).toBe("degenerate");
    expect(kind(1, [1, -1 / 3])).toBe("minimum");
  });

  test("the origin of a tanh net on XOR is critical and no minimum; training leads to a point that is one", () => {
    const net = mlp({ inputs: 2, depth: 1, width: 3, outputs: 1, activation: "tanh", seed: 4 });
    const cost = netCost(net, xor({ points: 4, noise: 0, seed: 1 }));
    const origin = examine(
      cost,
      cost.point.map(() => 0),
    );
    expect(origin.gradientNorm).toBeLessThan(1e-12);
    expect(origin.cost).toBeCloseTo(Math.LN2, 12);
    expect(origin.kind).toBe("degenerate");
    const { points } = descent(cost, sgd(1), { start: cost.point, steps: 3000 });
    expect(cost.cost(points.at(-1)!)).toBeLessThan(0.01);
  });

  test("a saturated sigmoid net is a plateau, at which there is something to gain", () => {
    const net = mlp({ inputs: 1, depth: 1, width: 1, outputs: 1, loss: "squaredError", seed: 1 });
    const cost = netCost(net, fromArrays({ inputs: [[1], [-1]], targets: [1, 0] }));
    // a = σ(20) for both examples, whose mean answer w₂ + b₂ gives: only the first layer could tell them apart.
    const point = [0, 20, 1, -0.5];
    expect(examine(cost, point).kind).toBe("plateau");
    // Training the first weight alone, at a rate of its own, shows that there was something to gain.
    const alone = trainAlone(cost, point, 0, { rate: 1e9 });
    expect(alone.rate).toBeGreaterThanOrEqual(1e9);
    expect(alone.costAfter).toBeLessThan(alone.costBefore);
  });
});

test.each([
  [{ normalization: "batch" }, "must be without normalization, skip connections and dropout"],
  [{ dropout: 0.1 }, "must be without normalization"],
  [{ residual: {} }, "must be without normalization"],
  [{ width: 40 }, "must have at most 1000 parameters; got 1842"],
])("netCost refuses a net with %j", (part, message) => {
  const net = mlp({ inputs: 2, depth: 2, width: 3, outputs: 2, seed: 1, ...part } as never);
  expect(() => netCost(net, spirals({ points: 6, seed: 1 }))).toThrow(message);
});

test("netCost refuses what is no net, data that does not fit, and a point of another length", () => {
  const net = mlp({ inputs: 2, depth: 1, width: 3, outputs: 2, seed: 1 });
  const data = spirals({ points: 6, seed: 1 });
  expect(() => netCost({} as never, data)).toThrow("netCost net must be a net");
  expect(() => netCost({ ...net, parameters: [] } as never, data)).toThrow(
    "netCost net must have 2 × 3 weights",
  );
  expect(() => netCost(net, {} as never)).toThrow("data must be a data set");
  expect(() => netCost(net, data).cost([1])).toThrow("must be 17 numbers");
});
