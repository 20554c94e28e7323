import { describe, expect, it } from "vitest";
import { mlp } from "../../src/architecture/net";
import { spirals } from "../../src/data/spirals";
import { spreadOf } from "../../src/comparison/spread";
import { runComparison } from "../../src/comparison/run-comparison";
import { InvalidArgument } from "../../src/errors";
import { heNormal, type Initializer, lecunNormal } from "../../src/initializers";
import { adam } from "../../src/optimizers/adam";
import { sgd } from "../../src/optimizers/sgd";
import { measure } from "../../src/probes/measure";
import { runTraining } from "../../src/training/run-training";

const data = spirals({ points: 60, seed: 1 });
const base = { width: 8 };
const shape = { inputs: 2, outputs: 2, width: 8 };

/** A run without what differs each time. */
const lasting = ({ seconds: _, ...run }: object & { seconds: number }): object => run;

describe("compare(axes, options)", () => {
  it("gives what measure gives for every combination and seed, bit for bit", async () => {
    const axes = { activation: ["sigmoid", "relu"], depth: [2, 5] } as const;
    const { rows, seeds, interrupted } = await runComparison(axes, { base, data, seeds: [7, 3] });
    expect([seeds, interrupted]).toEqual([[7, 3], false]);
    expect(rows.map(({ name }) => name)).toEqual(["sigmoid, depth 2", "sigmoid, depth 5", "relu, depth 2", "relu, depth 5"]); // prettier-ignore
    for (const { settings, reports, runs } of rows) {
      const single = seeds.map((seed) => measure(mlp({ ...shape, ...settings, seed } as never), data));
      expect(reports).toEqual(single);
      expect(runs).toEqual([]);
    }
    const factors = rows[1].reports.map(({ layers }) => (layers[0].deltaRms / layers[4].deltaRms) ** (1 / 4));
    const [a, b] = factors.map(Math.log);
    expect(Math.log(rows[1].factorPerLayer.mean)).toBeCloseTo((a + b) / 2, 12);
    expect(Math.log(rows[1].factorPerLayer.high / rows[1].factorPerLayer.mean)).toBeCloseTo(Math.abs(a - b) / Math.SQRT2, 12); // prettier-ignore
  });
  it("gives what train gives, bit for bit, and the loss and accuracy at the end", async () => {
    const training = { steps: 12, batch: 16 };
    const axes = { normalization: ["none", "layer"], optimizer: [sgd(0.1), adam(0.01)] } as const;
    const { rows } = await runComparison(axes, { base: { ...base, depth: 3, dropout: 0.2 }, data, seeds: 2, training }); // prettier-ignore
    expect(rows.map(({ name }) => name)).toEqual(["no normalization, sgd(0.1)", "no normalization, adam(0.01, 0.9, 0.999, 1e-8)", "layer normalization, sgd(0.1)", "layer normalization, adam(0.01, 0.9, 0.999, 1e-8)"]); // prettier-ignore
    for (const [i, { settings, runs, loss, accuracy }] of rows.entries()) {
      const nets = [1, 2].map((seed) => mlp({ ...shape, depth: 3, dropout: 0.2, normalization: settings["normalization"] as never, seed })); // prettier-ignore
      const optimizer = i % 2 === 0 ? sgd(0.1) : adam(0.01);
      for (const [j, net] of nets.entries())
        expect(lasting(runs[j])).toEqual(lasting(await runTraining(net, { data, ...training, optimizer })));
      const ends = nets.map((net) => measure(net, data, { mode: "inference" }));
      expect(loss.mean).toBeCloseTo((ends[0].loss + ends[1].loss) / 2, 5);
      expect(accuracy.mean).toBeCloseTo((ends[0].accuracy + ends[1].accuracy) / 2, 12);
    }
  });
  it("takes nets by name, each made of a seed, trains copies of them, and varies the optimizer besides", async () => {
    const kept = mlp({ ...shape, depth: 2, seed: 9 });
    const net = {
      plain: (seed: number) => mlp({ ...shape, depth: 2, seed }),
      kept: () => kept,
    };
    const training = { steps: 5 };
    const optimizer = [sgd(0.1), sgd(0.3)];
    const { rows } = await runComparison({ net, optimizer }, { data, seeds: [4, 2], training });
    expect(rows.map(({ name }) => name)).toEqual(["plain, sgd(0.1)", "plain, sgd(0.3)", "kept, sgd(0.1)", "kept, sgd(0.3)"]); // prettier-ignore
    expect(rows[3].settings).toEqual({ net: "kept", optimizer: "sgd(0.3)" });
    const own = await runTraining(mlp({ ...shape, depth: 2, seed: 2 }), {
      data,
      steps: 5,
      optimizer: sgd(0.3),
    });
    expect(lasting(rows[1].runs[1])).toEqual(lasting(own));
    expect(rows[2].reports[0]).toEqual(rows[3].reports[1]);
    expect(kept.parameters).toEqual(mlp({ ...shape, depth: 2, seed: 9 }).parameters);
  });
  it("tells how far it is, and ends where it is interrupted with what is done", async () => {
    const shares: number[] = [];
    const progress = (share: number): void => {
      shares.push(share);
      if (shares.length === 3) process.emit("SIGINT");
    };
    const { rows, interrupted } = await runComparison({ depth: [1, 2, 3] }, { base, data, seeds: 2 }, { progress }); // prettier-ignore
    expect(shares).toEqual([1 / 6, 2 / 6, 3 / 6]);
    expect(interrupted).toBe(true);
    expect(rows.map(({ reports }) => reports.length)).toEqual([2, 1]);
    expect(process.listenerCount("SIGINT")).toBe(0);
  });
  it("leaves out a run that was interrupted", async () => {
    const training = { steps: 500, optimizer: sgd(0.1) };
    const progress = (share: number): void => void (share > 0.6 && process.emit("SIGINT"));
    const { rows, interrupted } = await runComparison({ depth: [1, 2] }, { base, data, seeds: 1, training }, { progress }); // prettier-ignore
    expect([rows.length, rows[0].runs[0].stopped, interrupted]).toEqual([1, "finished", true]);
  });
  it("says itself as a table", async () => {
    const found = await runComparison(
      { activation: ["sigmoid", "tanh"] },
      { base: { depth: 4 }, data, seeds: 2 },
    );
    const text = String(found);
    expect(text).toMatch(/^Comparison: 2 nets, 2 seeds each/);
    expect(text).toMatch(
      /\nactivation {2}rms δ per layer +loss +accuracy\nsigmoid +× 0\.2\d+ ± \S+ +0\.\d+ ± \S+/,
    );
  });
  it("is a table of HTML in a notebook, with the same cells", async () => {
    const odd = { ...sgd(0.1), name: "<b>&" };
    const training = { steps: 1 } as never;
    const found = await runComparison({ optimizer: [odd, sgd(0.2)] }, { base, data, seeds: 2, training });
    const display = Symbol.for("Jupyter.display");
    const html = (found as never as Record<symbol, () => Record<string, string>>)[display]()["text/html"];
    const cells = [...html.matchAll(/<t[dh](?: [^>]*)?>(.*?)<\/t[dh]>/g)].map(([, text]) => text.replaceAll("\u00a0", " ")); // prettier-ignore
    expect(html).toMatch(/\d\u00a0±\u00a0\d/); // no line breaks in a number
    const [, , head, ...lines] = String(found).split("\n");
    expect(cells.slice(0, 4)).toEqual(head.split(/ {2,}/));
    expect(cells).toHaveLength(12);
    expect(lines[1]).toContain(cells[10]);
    expect(html).not.toContain("<b>");
  });
  it("names records by parameters in four digits and by what is switched on, and by all digits where these tell them apart", async () => {
    const named = async (...init: Initializer[]): Promise<string[]> =>
      (await runComparison({ init }, { base, data, seeds: 1 })).rows.map(({ name }) => name);
    expect(await named(heNormal(), heNormal({ truncated: true }), lecunNormal({ gain: Math.SQRT2 }))).toEqual(["heNormal(0)", "heNormal(0, truncated)", "lecunNormal(1.414)"]); // prettier-ignore
    expect(await named(lecunNormal({ gain: 1.00001 }), lecunNormal({ gain: 1.00002 }))).toEqual(["lecunNormal(1.00001)", "lecunNormal(1.00002)"]); // prettier-ignore
  });
  it("does not hide a seed that diverged", () => {
    expect(spreadOf([1, Number.NaN]).mean).toBeNaN();
    expect(spreadOf([1, Infinity]).mean).toBe(Infinity);
    expect(spreadOf([3])).toEqual({ mean: 3, low: 3, high: 3 });
  });
  const optimizer = sgd(0.1);
  it.each([
    [{}, { data }, "compare axes must have an option to vary"],
    [{ depht: [1] }, { data }, 'compare axes has no such option; got "depht". Did you mean "depth"?'],
    [{ seed: [1] }, { data }, 'compare axes has no such option; got "seed"'],
    [{ net: {} }, { data }, "compare net must have a net by name"],
    [{ net: { a: 3 } }, { data }, "compare net a must be a function; got 3"],
    [{ net: { a: () => 3 } }, { data }, "compare net a must be a net that mlp(…) made; got 3"],
    [{ net: { a: () => mlp({ ...shape, inputs: 3, depth: 1, seed: 1 }) } }, { data }, "data features must be the net's inputs (3)"],
    [{ net: { a: () => mlp({ ...shape, depth: 1, seed: 1 }) }, depth: [1] }, { data }, 'compare axes has no such option; got "depth". Choose one of: optimizer, net'],
    [{ net: { a: () => mlp({ ...shape, depth: 1, seed: 1 }) } }, { data, base }, "compare base must be left out where nets are given"],
    [{ depth: 5 }, { data }, "compare depth must be a list of values to try; got 5"],
    [{ depth: [] }, { data }, "compare depth must be a list of values to try"],
    [{ depth: [2, 2] }, { data }, "compare depth must not have a value twice; got 2"],
    [{ depth: [2, -1] }, { data }, "compare depth must be a whole number from 0 to 1000; got -1"],
    [{ activation: ["tahn"] }, { data }, 'Did you mean "tanh"?'],
    [{ depth: [1] }, {}, "compare data must be what a data set gives"],
    [{ depth: [1] }, { data, seeds: 0 }, "compare seeds must be a whole number from 1 to 1000; got 0"],
    [{ depth: [1] }, { data, seeds: [1, 1] }, "compare seeds must not have one twice; got 1"],
    [{ depth: [1] }, { data, base: { inputs: 3 } }, "data features must be the net's inputs (3); got 2"],
    [{ depth: [1] }, { data, training: { steps: 5 } }, "compare training optimizer must be an optimizer"],
    [{ depth: [1] }, { data, training: { step: 5, optimizer } }, 'compare training options has no such option; got "step"'],
    [{ optimizer: [optimizer] }, { data }, "compare optimizer needs training: { steps }"],
    [{ optimizer: [optimizer] }, { data, training: { steps: 1, optimizer } }, "compare training optimizer must not be given where it is varied"],
  ])("refuses %j", async (axes, options, message) => {
    const end = await runComparison(axes as never, options as never).catch((error: unknown) => error);
    expect(end).toBeInstanceOf(InvalidArgument);
    expect((end as Error).message).toContain(message);
  }); // prettier-ignore
});
