import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  activation,
  type ActivationInput,
  activationNames,
  celu,
  elu,
  hardSigmoid,
  leakyRelu,
  prelu,
  rrelu,
  rreluDivisor,
  swish,
} from "../../src/activations";
import { expectation } from "../../src/numerics/gaussian";

const ALL: ActivationInput[] = [
  ...activationNames,
  leakyRelu({ slope: 0.1 }),
  leakyRelu({ slope: -2 }),
  prelu({ initial: -0.5 }),
  rrelu({ lower: 0, upper: 0.9 }),
  elu({ alpha: 0.5 }),
  elu({ alpha: 2 }),
  celu({ alpha: 0.5 }),
  hardSigmoid({ slope: 1 / 6 }),
  swish({ beta: 3 }),
];

describe.each(ALL.map((input) => [JSON.stringify(input), activation(input)] as const))(
  "%s",
  (_name, record) => {
    const { f, derivative, secondDerivative, bound, kinks, range } = record;
    const away = fc
      .double({ min: -20, max: 20, noNaN: true })
      .filter((x) => kinks.every((kink) => Math.abs(x - kink) > 1e-3));

    test("derivative is the central difference of f", () => {
      fc.assert(
        fc.property(away, (x) => {
          const h = 1e-5;
          expect(derivative(x)).toBeCloseTo((f(x + h) - f(x - h)) / (2 * h), 7);
        }),
      );
    });

    test("secondDerivative is the central difference of derivative", () => {
      fc.assert(
        fc.property(away, (x) => {
          const h = 1e-5;
          expect(secondDerivative(x)).toBeCloseTo((derivative(x + h) - derivative(x - h)) / (2 * h), 7);
        }),
      );
    });

    test("|f′| never exceeds its bound, and reaches it where it says", () => {
      fc.assert(
        fc.property(away, (x) => {
          expect(Math.abs(derivative(x))).toBeLessThanOrEqual(bound.value * (1 + 1e-12));
        }),
      );
      expect(Math.abs(derivative(bound.at))).toBeCloseTo(bound.value, 12);
    });

    test("f stays within its range", () => {
      fc.assert(
        fc.property(away, (x) => {
          expect(f(x)).toBeGreaterThanOrEqual(range[0]);
          expect(f(x)).toBeLessThanOrEqual(range[1]);
        }),
      );
    });

    test("it survives a round trip through its plain form", () => {
      const plain = JSON.parse(
        JSON.stringify({ name: record.name, ...record.parameters }),
      ) as ActivationInput;
      expect(activation(plain).parameters).toEqual(record.parameters);
      expect(activation(JSON.parse(JSON.stringify(record)) as ActivationInput).f(-0.7)).toBe(f(-0.7));
    });
  },
);

test("σ and its derivative keep their precision far out, where e⁻ˣ overflows", () => {
  const { f, derivative } = activation("sigmoid");
  expect(f(-1000)).toBe(0);
  expect(f(1000)).toBe(1);
  expect(f(-40)).toBeCloseTo(Math.exp(-40), 30);
  expect(derivative(40) / Math.exp(-40)).toBeCloseTo(1, 12);
});

test("tanh x = 2σ(2x) − 1", () => {
  const [s, t] = [activation("sigmoid").f, activation("tanh").f];
  fc.assert(
    fc.property(fc.double({ min: -15, max: 15, noNaN: true }), (x) => {
      expect(t(x)).toBeCloseTo(2 * s(2 * x) - 1, 12);
    }),
  );
});

test("ELU′(x) = ELU(x) + α for x ≤ 0", () => {
  for (const alpha of [0.5, 1, 2]) {
    const { f, derivative } = elu({ alpha });
    for (const x of [-5, -1, -0.1, 0]) expect(derivative(x)).toBeCloseTo(f(x) + alpha, 14);
  }
});

test("ELU's derivative is continuous at 0 for α = 1 alone, where it is 1 on both sides", () => {
  for (const alpha of [0.5, 1, 2]) {
    const { derivative } = elu({ alpha });
    expect(derivative(1e-12)).toBe(1);
    expect(derivative(-1e-12)).toBeCloseTo(alpha, 10);
  }
});

test("slopes below 0 start where their papers say: leaky ReLU at 0.01 (Maas et al. 2013), PReLU at 0.25 (He et al. 2015)", () => {
  expect(leakyRelu().derivative(-1)).toBe(0.01);
  expect(prelu().learnable).toMatchObject({ initial: 0.25 });
  expect(prelu().derivative(-1)).toBe(0.25);
});

test("RReLU's slopes at test are 11/48, the mean slope, and 1/5.5, the mean divisor's, in the two conventions", () => {
  expect(rrelu().f(-1)).toBeCloseTo(-11 / 48, 15);
  expect(rreluDivisor().f(-1)).toBeCloseTo(-1 / 5.5, 15);
});

test("LeCun's tanh maps ±1 to ±1, to the four digits of its constant", () => {
  expect(activation("scaledTanh").f(1)).toBeCloseTo(1, 4);
  expect(activation("scaledTanh").f(-1)).toBeCloseTo(-1, 4);
});

test("the mean output at z ~ N(0, 1) is 0.3989 for ReLU and 0.1605 for ELU (Clevert et al. 2015)", () => {
  expect(expectation(activation("relu").f, { kinks: [0] })).toBeCloseTo(0.3989, 4);
  expect(expectation(activation("elu").f, { kinks: [0] })).toBeCloseTo(0.1605, 4);
});

test("an unknown name lists the valid ones", () => {
  expect(() => activation("sigmiod" as never)).toThrow(/sigmiod.*Choose one of:.*sigmoid.*tanh.*relu/);
});

test.each([
  [() => leakyRelu({ slope: Number.NaN }), "leakyRelu slope must be a finite number"],
  [() => rrelu({ lower: 0.5, upper: 0.2 }), "rrelu lower must not exceed upper (0.2); got 0.5"],
  [() => elu({ alpha: 0 }), "elu alpha must be a finite number above 0 to 10; got 0"],
  [
    () => leakyRelu({ alpha: 0.1 } as never),
    'leakyRelu options has no such option; got "alpha". Choose one of: slope',
  ],
  [() => activation({ name: "relu", slope: 1 }), "activation relu has no such option"],
  [() => activation(null as never), "activation must be a name or a record with a name"],
])("bad input %# names the rule and the value", (make, message) => {
  expect(make).toThrow(message);
});
