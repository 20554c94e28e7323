import { afterAll, beforeAll, expect, test } from "vitest";
import { Kernel } from "../../support/kernel";

let kernel: Kernel;
beforeAll(async () => {
  kernel = new Kernel();
  await kernel.ready;
  await kernel.run(
    'import { charts, measure, mlp, spirals } from "vanishing-gradients";\n' +
      "const net = mlp({ inputs: 2, depth: 30, width: 40, outputs: 2, seed: 1 });\n" +
      "const report = measure(net, spirals({ seed: 1 }));",
  );
});
afterAll(() => kernel?.stop());

/** What a cell shows, by MIME type. */
async function shown(code: string): Promise<Record<string, any>> {
  const { published, reply } = await kernel.run(code);
  expect(reply, reply.evalue).toMatchObject({ status: "ok" });
  return published.find(({ content }) => content.data)?.content.data;
}

test.each([
  ["net", /^Net: 2 → 30 × 40 sigmoid → 2; /],
  ["report", /^Report: 31 layers, /],
  ["net.describe()", /^2 → 30 × 40 sigmoid → 2; .*\n\nlayer +shape/],
  ["net.parameters", /more lines; console\.log shows all$/],
  ["new Float64Array(10_000)", /\.\.\. 9988 more items/],
  ["Array.from({ length: 500 }, (_, i) => ({ i }))", /\.\.\. 488 more items/],
  ["`a text\nof two lines`", /^a text\nof two lines$/],
  ["0.1 + 0.2", /^0\.30000000000000004$/],
])("%s as a last line is brief", async (code, text) => {
  const data = await shown(code);
  expect(Object.keys(data)).toEqual(["text/plain"]);
  expect(data["text/plain"]).toMatch(text);
  expect(data["text/plain"].split("\n").length).toBeLessThan(40);
});

test("a figure as a last line is drawn", async () => {
  const data = await shown("charts.gradientProfile(report)");
  expect(data["application/vnd.plotly.v1+json"].data.length).toBeGreaterThan(0);
  expect(data["text/plain"]).toMatch(/^Gradient per layer/);
});

test("console.table is a table: short numbers with the exact ones behind them, no column of objects", async () => {
  const { "text/html": html, "text/plain": text } = await shown("console.table(report.layers)");
  expect(html).toMatch(
    /<th scope="col">layer<\/th><th scope="col">units<\/th><th scope="col">weightNorm<\/th>/,
  );
  expect(html.match(/<tr>/g)).toHaveLength(32);
  expect(html).toMatch(/<td style="text-align:right" title="[\d.e-]+">[\d.e-]{1,9}<\/td>/);
  expect(html).toContain("not shown, as they hold several numbers: log10, float32");
  expect(text.split("\n")).toHaveLength(33);
});

test("console.table takes what Node.js's takes: chosen columns, lists of numbers, maps, objects of rows", async () => {
  const text = async (call: string): Promise<string> => (await shown(`console.table(${call})`))["text/plain"];
  expect(await text('[{ a: 1, b: 2 }, { a: 3 }], ["a"]')).toBe("a\n1\n3");
  expect(await text("[1 / 3, 1e-9]")).toBe("index  value\n0      0.3333\n1      1e-9");
  expect(await text('new Map([["k", { v: true }]])')).toBe("key  v\nk    true");
  expect(await text('{ x: { "<b>": "<i>" } }')).toBe("key  <b>\nx    <i>");
  expect((await shown('console.table({ x: { "<b>": "<i>" } })'))["text/html"]).not.toMatch(/<[bi]>/);
  const { stdout } = await kernel.run('console.table("text"); console.table([])');
  expect(stdout).toMatch(/^text\n/);
});

test("a long table is cut, and says so", async () => {
  const { "text/html": html } = await shown("console.table(Array.from({ length: 1000 }, (_, i) => i))");
  expect(html.match(/<tr>/g)).toHaveLength(201);
  expect(html).toContain("800 more rows");
});
