import { expect, test } from "vitest";
import { answer } from "../../tools/jupyter/node/math.mjs";

/** The MathML of a formula, without what it was written as. */
function mathml(tex: string): string {
  const { html } = answer([{ tex, display: false }]);
  return /<semantics>(.*?)<annotation/s.exec(html![0])![1];
}

test.each([
  ["\\lambda_{\\max}", "<msub><mi>λ</mi><mi>max</mi></msub>"],
  ["x_{\\max}^2", "<msubsup><mi>x</mi><mi>max</mi><mn>2</mn></msubsup>"],
  ["\\hat{\\max}", '<mover accent="true"><mi>max</mi><mo>^</mo></mover>'],
  ["\\frac{\\max}{2}", "<mfrac><mi>max</mi><mn>2</mn></mfrac>"],
  ["\\sqrt[\\max]{2}", "<mroot><mn>2</mn><mi>max</mi></mroot>"],
])("the name of a function alone is one child of what has a fixed number of them: %s", (tex, inside) => {
  expect(mathml(tex)).toBe(`<mrow>${inside}</mrow>`);
});

test("a function that is applied says so", () => {
  expect(mathml("\\ln x")).toBe("<mrow><mi>ln</mi><mo>\u2061</mo><mi>x</mi></mrow>");
  expect(mathml("\\frac{1}{\\ln x}")).toBe("<mrow><mfrac><mn>1</mn><mrow><mi>ln</mi><mo>\u2061</mo><mi>x</mi></mrow></mfrac></mrow>"); // prettier-ignore
});
