import * as fc from "fast-check";
import { expect, test } from "vitest";
import { activationNames, prelu } from "../../../src/activations";
import { describe, type NetOptions } from "../../../src/architecture/description";
import { mlp, type Net } from "../../../src/architecture/net";
import type { Dataset } from "../../../src/data/dataset";
import { random } from "../../../src/random/random";
import { netCost } from "../../../src/theory/critical-points/net-cost";
import { dot } from "../../../src/numerics/dot";
import { randomAnswers, withEndings } from "../../support/endings";
import { forward } from "../../../src/theory/backpropagation/forward";
import { hessianVector } from "../../../src/theory/backpropagation/hessian-vector";

const options = withEndings(
  fc.record({
    inputs: fc.integer({ min: 1, max: 3 }),
    depth: fc.integer({ min: 0, max: 3 }),
    width: fc.integer({ min: 1, max: 4 }),
    outputs: fc.integer({ min: 1, max: 3 }),
    activation: fc.oneof(fc.constantFrom(...activationNames), fc.constant(prelu({ per: "unit" }))),
    bias: fc.boolean(),
    seed: fc.nat({ max: 10_000 }),
  }) as fc.Arbitrary<NetOptions>,
);

/** Five random examples, with classes or targets. */
function dataFor(given: NetOptions): Dataset {
  const draw = random(given.seed, "examples");
  const description = describe(given);
  const [points, features] = [5, given.inputs];
  const inputs = Float32Array.from({ length: points * features }, () => draw.normal());
  const answers = randomAnswers(description, points, draw, given.seed % 3 > 0);
  return { name: "random", points, features, inputs, classes: 0, ...answers };
}

/** Whether every z is far enough from the kinks for a difference quotient. */
const smooth = (net: Net, data: Dataset): boolean =>
  forward(net, data).layers.every(({ preactivation }, l) => {
    const { kinks } = net.layers[l].activation;
    return preactivation.every((z) => kinks.every((kink) => Math.abs(z - kink) > 1e-3));
  });

test("Hv is the central difference of the exact gradient along v, whatever the activation, loss and depth", () => {
  fc.assert(
    fc.property(options, (given) => {
      const [net, data] = [mlp({ ...given, init: "lecunNormal" }), dataFor(given)];
      fc.pre(smooth(net, data));
      const { point, gradient } = netCost(net, data);
      const draw = random(given.seed, "direction");
      const v = point.map(() => draw.normal());
      const product = hessianVector(net, data)(v);
      const h = 1e-5;
      const [above, below] = [1, -1].map((sign) => gradient(point.map((w, i) => w + sign * h * v[i])));
      const scale = 1 + Math.max(...product.map(Math.abs));
      product.forEach((value, i) =>
        expect(Math.abs(value - (above[i] - below[i]) / (2 * h))).toBeLessThan(1e-7 * scale),
      );
    }),
    { numRuns: 200 },
  );
});

test("the Hessian is symmetric: u·Hv = v·Hu", () => {
  fc.assert(
    fc.property(options, (given) => {
      const [net, data] = [mlp(given), dataFor(given)];
      const product = hessianVector(net, data);
      const draw = random(given.seed, "directions");
      const [u, v] = [1, 2].map(() => netCost(net, data).point.map(() => draw.normal()));
      const [one, other] = [dot(u, product(v)), dot(v, product(u))];
      expect(Math.abs(one - other)).toBeLessThan(1e-12 * (1 + Math.abs(one)));
    }),
  );
});
