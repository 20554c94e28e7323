import { describe, expect, test } from "vitest";
import { describeDropout, effectOf, momentsAfter } from "../../src/architecture/dropout";
import { mlp } from "../../src/architecture/net";

const standard = { mean: 0, square: 1 };

describe("alpha dropout", () => {
  test.each([0, 0.05, 0.1, 0.5, 0.9])("at rate %f keeps mean 0 and variance 1", (rate) => {
    const { mean, square } = momentsAfter({ rate, kind: "alpha" }, standard);
    expect(mean).toBeCloseTo(0, 14);
    expect(square).toBeCloseTo(1, 14);
  });

  test("drops to SELU's limit −1.7581, before all is shifted and scaled", () => {
    const { gain, kept, dropped } = effectOf({ rate: 0.1, kind: "alpha" });
    expect((dropped - kept) / gain).toBeCloseTo(-1.7580993408473766, 12);
    // (0.9 + 1.7581²·0.9·0.1)^(−½), and 0.1·1.7581 of it.
    expect(gain).toBeCloseTo(0.9213, 4);
    expect(kept).toBeCloseTo(0.162, 4);
  });

  test("standard dropout keeps the mean, and divides the mean square by 1 − rate", () => {
    const { mean, square } = momentsAfter({ rate: 0.25, kind: "standard" }, { mean: 0.5, square: 2 });
    expect(mean).toBeCloseTo(0.5, 14);
    expect(square).toBeCloseTo(2 / 0.75, 14);
  });
});

test("a rate alone is standard dropout, a description makes the same again, and the summary tells the kind", () => {
  expect(describeDropout(0.2, "mlp")).toEqual({ rate: 0.2, kind: "standard" });
  const net = mlp({ inputs: 2, depth: 1, width: 2, outputs: 2, activation: "selu", dropout: { rate: 0.1, kind: "alpha" }, seed: 1 }); // prettier-ignore
  expect(mlp(net.description).description).toEqual(net.description);
  expect(net.describe().text).toContain("alpha dropout 0.1");
});

test.each([
  [{ rate: 1 }, "mlp dropout must be a finite number from 0 to 0.999; got 1"],
  [{ rate: 0.1, kind: "alfa" }, 'mlp dropout kind is not a known name; got "alfa". Did you mean "alpha"?'],
  [{ share: 0.1 }, 'mlp dropout has no such option; got "share"'],
  [null, "mlp dropout must be an object of options"],
])("%j is refused", (dropout, message) => {
  expect(() => describeDropout(dropout as never, "mlp")).toThrow(message);
});
