import { describe, expect, test } from "vitest";
import { activation, activationNames, prelu, rrelu } from "../../../src/activations";
import { backend } from "../../../src/backend/backend";
import { derivativesOf } from "../../../src/engine/kernels/derivatives";
import { random } from "../../../src/random/random";

const own = { name: "sine", f: Math.sin, derivative: Math.cos };
const records = [...activationNames, prelu({ initial: -0.5, per: "unit" }), rrelu({ lower: 0, upper: 0.9 }), own].map(activation); // prettier-ignore
const TAILS = [0, -0, Number.MIN_VALUE, -(2 ** -997), -1e-20, 1e-8, 37, -37, 300, -300, 1e5, -1e30];

describe.skipIf(backend().name !== "cpu")("derivativesOf", () => {
  // One, pairs and a last one alone, and more than are taken at once.
  test.each([1, 2, 7, 16, 130, 8192, 20_001])("gives f′ of %d numbers as `derivative` does, tails included", (size) => {
    const stream = random(1, "z");
    for (const record of records) {
      const drawn = Float64Array.from({ length: size }, (_, i) => TAILS[i - 1] ?? 3 * stream.normal());
      for (const z of [drawn, Float32Array.from(drawn)]) {
        const off = [...derivativesOf(record, z)].flatMap((slope, i) => {
          const wanted = record.derivative(z[i]);
          const rounding = 4e-15 * Math.abs(wanted) + 1e-15 * record.bound.value * Math.min(1, Math.abs(z[i])) * Math.exp(-Math.abs(z[i])); // prettier-ignore
          return Math.abs(slope - wanted) <= rounding + 2 ** -1020 ? [] : [[record.name, z[i], slope, wanted]];
        });
        expect(off).toEqual([]);
      }
    }
  }); // prettier-ignore

  test("is the same everywhere for the identity, and nothing of nothing", () => {
    expect([...derivativesOf(activation("linear"), Float64Array.of(1, -Infinity, 0))]).toEqual([1, 1, 1]);
    expect(derivativesOf(activation("tanh"), new Float64Array(0))).toHaveLength(0);
  });

  test("is 0 or 1 where a bounded function or a rectifier has no end, and NaN where a smooth one is given NaN", () => {
    for (const name of ["tanh", "sigmoid", "erf", "relu", "elu"] as const)
      expect(
        [...derivativesOf(activation(name), Float64Array.of(-Infinity, Infinity, 1))].slice(0, 2),
      ).toEqual([-Infinity, Infinity].map(activation(name).derivative));
    expect(derivativesOf(activation("tanh"), Float64Array.of(1, Number.NaN))[1]).toBeNaN();
  });
});
