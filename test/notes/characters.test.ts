import katex from "katex";
import { beforeAll, expect, test } from "vitest";
import { runExporter } from "../support/notes";

/** Formulas, and how they read in places that hold plain characters only. */
const spelled = [
  ["B = \\tfrac14", "B=1/4"],
  ["10^{-14}", "10⁻¹⁴"],
  ["\\frac{\\partial C}{\\partial W^{l+1}}", "(∂C)/(∂W^(l+1))"],
  ["\\sqrt{\\chi_1} < \\sqrt{q^*/2}", "√(χ₁)<√(q∗/2)"],
  ["\\sigma_w^2\\,\\varphi'(z)^2", "σ_w² φ′(z)²"],
  ["e^{\\lambda T} = W_{ij} \\ln n_{\\text{in}}", "e^(λT)=W_ij ln n_in"],
  ["h_t = \\tanh(\\ln\\lambda_{\\max})", "h_t=tanh(ln λ_max)"],
  ["\\displaystyle\\prod_{l=2}^L w_l", "∏_(l=2)^L w_l"],
  ["\\underbrace{a + b}_{\\text{sum}}", "a+b_sum"],
  ["\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}", "a =b c =d"],
] as const;

const program = `
import json, sys
from course_notes.characters import characters
json.dump([characters(html) for html in json.load(sys.stdin)], sys.stdout)
`;

let found: string[];
beforeAll(async () => {
  const { code, stdout, stderr } = await runExporter(
    program,
    [],
    JSON.stringify(spelled.map(([tex]) => katex.renderToString(tex))),
  );
  expect(code, stderr).toBe(0);
  found = JSON.parse(stdout);
});

test.each(spelled.map(([tex, plain], i) => [tex, plain, i] as const))("%s reads %s", (_, plain, i) => {
  expect(found[i]).toBe(plain);
});
