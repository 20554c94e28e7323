import katex from "katex";
import { beforeAll, describe, expect, test } from "vitest";
import { runExporter } from "../support/notes";

/** HTML that is to stay as it is. */
const kept = {
  "a drawing's names in mixed case":
    '<svg viewBox="0 0 9 9" preserveAspectRatio="none"><defs><clipPath id="c"><rect width="9" height="9"></rect></clipPath>' +
    '<linearGradient id="g" gradientUnits="userSpaceOnUse"><stop offset="0" stop-color="red"></stop></linearGradient></defs>' +
    '<g clip-path="url(#c)"><title>t</title><text text-anchor="end" fill="url(#g)">x</text></g></svg>',
  "a formula in MathML":
    '<math display="block"><semantics><mrow><msup><mi mathvariant="bold">x</mi><mn>2</mn></msup></mrow>' +
    '<annotation encoding="application/x-tex">x^2</annotation></semantics></math>',
  "a table with its style":
    '<table><tbody><tr><td style="text-align:right" title="1.25">1</td></tr></tbody></table>',
  "links, names for those who listen, pictures in the page":
    '<a href="02-second.html#a" aria-label="next">2</a><a href="https://example.org/">e</a><img alt="" src="data:image/png;base64,AA==">',
  "marks of formulas": "<p>\ue00012\ue001 &amp; x</p>",
} as const;

/** HTML of which only a part may stay. */
const cut = {
  "scripts and handlers": ['<p onclick="f()">a<script>f()</script></p>', "<p>a</p>"],
  "a link that runs": [
    '<a href="java&#10;script:f()">a</a><a href=" data:text/html,b">b</a>',
    "<a>a</a><a>b</a>",
  ],
  "what is loaded from elsewhere": [
    '<img src="https://example.org/a.png"><style>@import "a.css"</style><iframe src="a.html"></iframe><link href="a.css" rel="stylesheet">',
    "<img>",
  ],
  "a style that loads": [
    '<p style="list-style:url(https://example.org/a.png)">a</p><p style="list-style: u\\72l(a.png)">b</p><p style="background-image:url(a.png);color:red">c</p>',
    "<p>a</p><p>b</p><p>c</p>",
  ],
  "a style that covers the page": ['<p style="position:fixed;inset:0">a</p>', "<p>a</p>"],
  "HTML inside a drawing or a formula": [
    '<svg><foreignObject><p>a</p></foreignObject><style>p{}</style></svg><math><annotation-xml encoding="text/html"><p>b</p></annotation-xml></math>',
    "<svg></svg><math></math>",
  ],
} as const;

const formulas = [
  "\\delta^\\ell = \\left(W^{\\ell+1}\\right)^{\\!\\top}\\delta^{\\ell+1} \\odot \\sigma'(z^\\ell)",
  "\\begin{aligned} a &= \\sqrt{\\frac{1}{\\bar x}} \\\\ b &\\hat{b}+\\widehat{abc} \\end{aligned}",
  "\\underbrace{\\prod_{k} w_k}_{\\text{weights}} \\xrightarrow{\\;L\\to\\infty\\;} \\boxed{0} \\quad \\color{red}{\\cancel{x}}",
  "\\left\\{\\begin{array}{c|l} \\mathbb E & \\mathcal N(0, \\sigma^2) \\end{array}\\right. \\vec v \\phantom{x} \\rule{1em}{1pt}",
];

const program = `
import json, sys
from bs4 import BeautifulSoup
from course_notes.sanitize import sanitize
def tree(html):
    def style(text): return sorted(d.replace(" ", "") for d in text.split(";") if d.strip())
    found = BeautifulSoup(html, "html.parser").find_all()
    return [[t.name, t.get_text(), sorted((k, style(v) if k == "style" else v) for k, v in t.attrs.items())] for t in found]
asked = json.load(sys.stdin)
json.dump({"html": [sanitize(h) for h in asked["html"]],
  "formulas": [[tree(f), tree(sanitize(f))] for f in asked["formulas"]]}, sys.stdout)
`;

let html: Map<string, string>;
let trees: [unknown, unknown][];
beforeAll(async () => {
  const sources = [...Object.values(kept), ...Object.values(cut).map(([source]) => source)];
  const rendered = formulas.map((tex) => katex.renderToString(tex, { displayMode: true, strict: "error" }));
  const { code, stdout, stderr } = await runExporter(
    program,
    [],
    JSON.stringify({ html: sources, formulas: rendered }),
  );
  expect(code, stderr).toBe(0);
  const answer = JSON.parse(stdout);
  html = new Map(sources.map((source, i) => [source, answer.html[i]]));
  trees = answer.formulas;
});

describe("what a sanitized page keeps", () => {
  test.each(Object.entries(kept))("%s", (_, source) => expect(html.get(source)).toBe(source));
  test.each(formulas.map((tex, i) => [tex, i] as const))("KaTeX's elements and styles for %s", (_, i) => {
    expect(trees[i][1]).toEqual(trees[i][0]);
  });
});

describe("what a sanitized page has not", () => {
  test.each(Object.entries(cut))("%s", (_, [source, rest]) => expect(html.get(source)).toBe(rest));
});
