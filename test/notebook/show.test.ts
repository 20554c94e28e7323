import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { gradientProfile } from "../../src/charts/depth/gradient-profile";
import { figure } from "../../src/charts/style/figure";
import { bundle, PLOTLY_MIME } from "../../src/charts/style/bundle";
import { toHtml } from "../../src/notebook/html";
import { progress } from "../../src/notebook/progress";
import { show } from "../../src/notebook/show";

const line = figure({ title: "A line <rises>", description: "A line from 0 to 1/3 & on." }, [
  { type: "scatter", x: new Float64Array([0, 1]), y: [0, 1 / 3] },
]);

/** A kernel to write to: tslab's module, as it stands among the loaded ones. */
function fakeKernel(): { outputs: { data: Record<string, unknown>; id?: string; update: boolean }[] } {
  const outputs: { data: Record<string, unknown>; id?: string; update: boolean }[] = [];
  const lastWriteDisplayData = (
    message: { data: Record<string, unknown>; transient: { display_id?: string } },
    update: boolean,
  ): void => void outputs.push({ data: message.data, id: message.transient.display_id, update });
  require.cache["/x/tslab/dist/jupyter.js"] = { exports: { lastWriteDisplayData } } as never;
  return { outputs };
}

afterEach(() => void delete require.cache["/x/tslab/dist/jupyter.js"]);

test("show sends one output: Plotly's JSON and the text alternative", () => {
  const { outputs } = fakeKernel();
  show(line);
  expect(outputs).toHaveLength(1);
  expect(Object.keys(outputs[0].data)).toEqual([PLOTLY_MIME, "text/plain"]);
  expect(outputs[0].data["text/plain"]).toBe("A line from 0 to 1/3 & on.");
});

test("numbers are cut to five digits, typed arrays become plain ones, and what is not finite a gap", () => {
  const gaps = figure({ title: "t", description: "d" }, [
    { y: new Float64Array([1 / 3, Number.NaN, Infinity, 2e-40]) },
  ]);
  expect(bundle(gaps)[PLOTLY_MIME]).toMatchObject({ data: [{ y: [0.33333, null, null, 2e-40] }] });
});

test("no chart can be posted to a cloud service", () => {
  expect(bundle(line)[PLOTLY_MIME]).toMatchObject({ config: { showSendToCloud: false } });
});

test("outside a notebook show says what to do instead; a wrong argument names the right one", () => {
  expect(() => show(line)).toThrow("elsewhere write toHtml(figure) to a file");
  expect(() => show(undefined as never)).toThrow(
    "show figure must be a chart, such as charts.gradientProfile",
  );
  expect(gradientProfile).toBeTypeOf("function");
  for (const wrong of [
    null,
    {},
    { data: 1 },
    { data: [1] },
    { data: [], layout: "wide" },
    { data: [], frames: {} },
  ])
    expect(() => toHtml(wrong as never)).toThrow("toHtml figure must be a chart, such as");
  const circular: { data: object[]; layout?: object } = { data: [] };
  circular.layout = circular;
  expect(() => toHtml(circular)).toThrow("must not contain itself");
});

test("a plain figure of Plotly's is shown in the house style, its string titles as Plotly 4 takes them", () => {
  const { outputs } = fakeKernel();
  show({
    data: [
      { y: [1, 2], type: "bar", name: "cats", customdata: [{ title: "mine" }] },
      { y: new Float32Array(3) },
    ],
    layout: {
      title: "Pets<br>at <b>home</b>",
      xaxis: { title: "year" },
      legend: { title: "kind" },
      height: 300,
    },
  });
  const { data, layout, config } = outputs[0].data[PLOTLY_MIME] as ReturnType<typeof figure>;
  expect(layout).toMatchObject({
    title: { text: "Pets<br>at <b>home</b>" },
    xaxis: { title: { text: "year" } },
    legend: { title: { text: "kind" } },
    height: 300,
    template: line.layout["template"],
  });
  expect(data[0]["customdata"]).toEqual([{ title: "mine" }]);
  expect(config).toEqual(line.config);
  expect(outputs[0].data["text/plain"]).toBe(
    "Pets at home: a chart of cats (bar, 2 values), a trace (scatter, 3 values); x: year.",
  );
});

test("a list of traces is a figure, without a title", () => {
  const { outputs } = fakeKernel();
  show([{ x: [0, 1], y: [1, 0] }]);
  const { layout } = outputs[0].data[PLOTLY_MIME] as ReturnType<typeof figure>;
  expect(layout["title"]).toBeUndefined();
  expect(outputs[0].data["text/plain"]).toBe("A chart of a trace (scatter, 2 values).");
});

test("a layout's own template, settings and description win", () => {
  const { outputs } = fakeKernel();
  show({ data: [], layout: { template: {} }, config: { displaylogo: true }, description: "Nothing." });
  const { layout, config } = outputs[0].data[PLOTLY_MIME] as ReturnType<typeof figure>;
  expect(layout["template"]).toEqual({});
  expect(config).toMatchObject({ displaylogo: true, showSendToCloud: false });
  expect(outputs[0].data["text/plain"]).toBe("Nothing.");
});

test("toHtml is one page with Plotly inside, its text escaped", () => {
  const page = toHtml(line);
  expect(page).toContain('role="figure" aria-label="A line from 0 to 1/3 &#38; on."');
  expect(page).not.toMatch(/<script[^>]*src=/);
  expect(page).toContain("\\u003crises>");
});

test("progress stays silent for quick work, then replaces one output in place and ends with a summary", async () => {
  const { outputs } = fakeKernel();
  const start = Date.now();
  const now = vi.spyOn(Date, "now").mockReturnValue(start);
  onTestFinished(() => now.mockRestore());
  progress("Quick").finish("done");
  expect(outputs).toHaveLength(0);
  const bar = progress("Training <1>");
  now.mockReturnValue(start + 450);
  bar.update(0.5, "loss 0.69");
  bar.update(0.6, "too soon to redraw");
  bar.finish("10 steps.");
  expect(outputs.map(({ update }) => update)).toEqual([false, true]);
  expect(new Set(outputs.map(({ id }) => id)).size).toBe(1);
  expect(outputs[0].data["text/html"]).toContain("Training &#60;1&#62; 50 %");
  expect(outputs[1].data["text/html"]).toBe("<small>10 steps.</small>");
});
