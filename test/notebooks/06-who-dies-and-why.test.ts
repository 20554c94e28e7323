import { expect } from "vitest";
import { bornDead } from "../../src/theory/finite-width/dying-relu";
import { describeNotebook } from "../support/notebook";
import type { NotebookContent } from "../support/notebook-page";
import type { Settings } from "../support/run-cells";

const own = { depth: 20, width: 32, narrow: [1, 2, 3, 5, 8], nets: 100, rate: 0.3, seed: 7 };
const valuesOf = (settings: Settings): typeof own => ({ ...own, ...settings });

type Trace = NotebookContent["figures"][number]["data"][number];
const traces = (page: NotebookContent, chart: number, name: string): Trace[] =>
  page.figures[chart].data.filter((trace) => trace.name === name);
const shares = ({ y }: Trace): number[] => (y as (number | null)[]).map((value) => value ?? Number.NaN);
const printed = (page: NotebookContent): string => page.printed.join("\n");

describeNotebook(
  "06-who-dies-and-why",
  {
    "few shallow nets": { depth: 3, width: 8, narrow: [2, 1], nets: 40, rate: 0.1, seed: 0 },
    "one layer of one unit": { depth: 1, width: 1, narrow: [1, 4], nets: 60, seed: 4_294_967_295 },
    "long steps": { depth: 30, width: 16, narrow: [3, 6], nets: 50, rate: 1, seed: 11 },
  },
  {
    "relu′(0) = 0 leaves all hidden biases without a gradient for a blank input, ½ and 1 leave none": (page) => {
      const norms = [0, 0.5, 1].map((atZero) =>
        new RegExp(`relu′\\(0\\) = ${atZero}: .*: (.*)`).exec(printed(page))![1].split(", ").map(Number),
      );
      expect(norms[0].slice(0, -1)).toEqual([0, 0, 0, 0, 0]);
      for (const each of norms) expect(each.at(-1)).toBeGreaterThan(0);
      if (norms.flat().length === 18) for (const each of norms.slice(1)) expect(each.every((norm) => norm > 0)).toBe(true); // prettier-ignore
    },
    "counts of nets follow the formula for one input, layer by layer": (page, settings) => {
      const { depth, narrow, nets } = valuesOf(settings);
      for (const units of narrow) {
        const counted = traces(page, 2, `width ${units}`).find((trace) => "marker" in trace)!;
        shares(counted).forEach((share, i) => {
          const p = bornDead(Array.from({ length: i + 1 }, () => units));
          expect(Math.abs(share - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / nets) + 1e-4);
        });
        expect(shares(counted)).toHaveLength(depth);
      }
    },
    "He and Xavier lose the very same nets": (page) => {
      const [he, xavier] = ["heNormal", "xavierNormal"].map((init) => new RegExp(`${init} +(.*)`).exec(printed(page))![1]); // prettier-ignore
      expect(xavier).toBe(he);
    },
    "no unit is dead before training under batch normalization": (page) => {
      const [, normalized] = traces(page, 4, "at birth");
      expect(shares(normalized)).toEqual([0, 0]);
    },
    "nobody comes back in layer 1": (page) => {
      expect(Math.max(...shares(traces(page, 5, "came back so far")[1]))).toBe(0);
    },
    "with its own values units die and return by dozens, most deaths in the first steps; long steps kill": (page, settings) => {
      if (Object.keys(settings).length > 0) return;
      const [died, revived] = ["died so far", "came back so far"].map((name) => shares(traces(page, 5, name)[0]));
      expect(Math.min(died.at(-1)!, revived.at(-1)!)).toBeGreaterThan(24);
      expect(died[2]).toBeGreaterThan(died.at(-1)! / 2);
      const dead = shares(traces(page, 4, "no normalization").find(({ y }) => y?.length === 4)!);
      const born = shares(traces(page, 4, "at birth")[0])[0];
      for (const share of dead.slice(0, 3)) expect(Math.abs(share - born)).toBeLessThan(0.05);
      expect(dead[3]).toBeGreaterThan(2 * born);
    },
    "a leaky net has no unit of slope 0": (page) => {
      expect(printed(page)).toMatch(/leaky relu: 0 of \d+ units/);
    },
  },
);
