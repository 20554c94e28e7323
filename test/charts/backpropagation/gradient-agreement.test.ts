import { expect, test } from "vitest";
import { gradientAgreement } from "../../../src/charts/backpropagation/gradient-agreement";
import { centralDifferences } from "../../../src/numerics/finite-differences";
import { agreement } from "../../../src/theory/backpropagation/agreement";
import { chain } from "../../../src/theory/chain/chain";
import { expectReadable, titleOf } from "../../support/readable-figure";
import { everyChain, thinNet } from "../../support/thin-net";

test.each(everyChain)("is readable for %s at depth %i", (activation, depth) => {
  const line = thinNet(activation, depth);
  const formula = chain(line).neurons.map(({ gradient }) => gradient);
  const differences = centralDifferences((weights) => chain({ ...line, weights }).loss, line.weights);
  expectReadable(gradientAgreement(agreement({ formula, float32: Float32Array.from(formula), differences })));
});

test("tells right, lost and wrong apart in its title", () => {
  const title = titleOf(
    gradientAgreement(
      agreement({
        exact: [1e-9, 1e-4, 1],
        right: [1e-9, 1e-4, 1 + 1e-6],
        lost: [0, 1e-4, 1],
        wrong: [1, 1, 2],
      }),
    ),
  );
  expect(title).toMatch(/right: agrees to 10⁻⁶/);
  expect(title).toContain(";<br>lost: lost below 10⁻⁴;<br>"); // a phone breaks lines elsewhere
  expect(title).toContain("wrong: wrong up to ×10⁹");
});

test("what was computed as 0 is crosses with one entry in the legend; errors of 0 lie below float64's ε", () => {
  const { data } = gradientAgreement(agreement({ exact: [1e-9, 1], a: [0, 1], b: [0, 1] }));
  const zeros = data.filter(({ name }) => name === "0 as computed");
  expect(zeros.map(({ x, showlegend }) => [x, showlegend])).toEqual([[[1], true], [[1], false]]); // prettier-ignore
  const errors = data.filter(({ name }) => name === "no error").flatMap(({ y }) => y as number[]);
  expect(errors).toHaveLength(2);
  for (const error of errors) expect(error).toBeLessThan(2 ** -53);
});
