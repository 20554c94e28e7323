import { afterEach, expect, test } from "vitest";
import { gradientProfile } from "../../src/charts/gradient-profile";
import { figure } from "../../src/charts/figure";
import { bundle, PLOTLY_MIME } from "../../src/charts/bundle";
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
  expect(() => show(undefined as never)).toThrow("show takes a figure, such as charts.gradientProfile");
  expect(gradientProfile).toBeTypeOf("function");
  expect(() => toHtml(null as never)).toThrow(
    "toHtml figure must be what charts.gradientProfile(report) gives",
  );
});

test("toHtml is one page with Plotly inside, its text escaped", () => {
  const page = toHtml(line);
  expect(page).toContain('aria-label="A line from 0 to 1/3 &#38; on."');
  expect(page).not.toMatch(/<script[^>]*src=/);
  expect(page).toContain("\\u003crises>");
});

test("progress stays silent for quick work, then replaces one output in place and ends with a summary", async () => {
  const { outputs } = fakeKernel();
  progress("Quick").finish("done");
  expect(outputs).toHaveLength(0);
  const bar = progress("Training <1>");
  await new Promise((resolve) => setTimeout(resolve, 450));
  bar.update(0.5, "loss 0.69");
  bar.update(0.6, "too soon to redraw");
  bar.finish("10 steps.");
  expect(outputs.map(({ update }) => update)).toEqual([false, true]);
  expect(new Set(outputs.map(({ id }) => id)).size).toBe(1);
  expect(outputs[0].data["text/html"]).toContain("Training &#60;1&#62; 50 %");
  expect(outputs[1].data["text/html"]).toBe("<small>10 steps.</small>");
});
