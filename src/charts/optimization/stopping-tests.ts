import { requireFields, requireKnownKeys, requirePlace } from "../../errors";
import type { StoppingSweep } from "../../theory/optimization/stopping-sweep";
import { dots, line, reference } from "../parts/marks";
import { type Figure, type Json, figure, logAxis, palette, pretty, wholeLabels } from "../style/figure";

const COLORS = [palette.vermillion, palette.orange, palette.blue];
const OVERHANG = 1.3;
const SYMBOLS = ["circle", "square", "diamond"];

type Test = StoppingSweep["tests"][number];

/**
 * How far from the minimum each stopping test ends gradient descent, over the learning rate: lines by the closed
 * form, markers as measured, open ones where the step budget ended the run.
 * @param options.rate the rate that the title speaks of; default the highest
 */
export function stoppingTests(sweep: StoppingSweep, options: { rate?: number } = {}): Figure {
  requireFields(
    "charts.stoppingTests sweep",
    sweep,
    { rates: "list", tests: "list", tolerance: "number" },
    "theory.stoppingSweep(…)",
  );
  requireKnownKeys("charts.stoppingTests options", options, ["rate"]);
  const { rates, tests, tolerance } = sweep;
  const place = requirePlace("charts.stoppingTests rate", options.rate ?? rates.at(-1)!, rates);
  const data = tests.flatMap((test, i) => tracesOf(test, rates, i));
  const ends = tests.map((test) => `the ${test.test} test ${outcome(test, place)}`);
  const description = `Stopping tests with ε = ${tolerance} at learning rate ${rates[place]}: ${ends.join("; ")}.${missing(sweep)}`;
  return figure({ title: message(sweep, place), description }, [...data, ...references(rates, tolerance)], {
    height: 540,
    xaxis: logAxis("learning rate η", wholeLabels(Math.log10(rates[0]), Math.log10(rates.at(-1)!))),
    yaxis: logAxis("distance left at the stop", { dtick: 1 }),
    legend: { y: -0.24 },
  });
}

function tracesOf(
  { test, predicted, distances, stopped, diverged, steps }: Test,
  rates: number[],
  i: number,
): Json[] {
  return [
    line(`${test}, the most`, rates, positive(predicted), { color: COLORS[i], width: 1.5, showlegend: false, hoverinfo: "skip" }), // prettier-ignore
    // A run that diverged is nowhere on this chart, nor is one that ends exactly at the minimum: the text says so.
    dots(test, rates, positive(distances).map((distance, k) => (diverged[k] ? null : distance)), {
      color: COLORS[i],
      size: 9,
      symbol: stopped.map((yes) => (yes ? SYMBOLS[i] : `${SYMBOLS[i]}-open`)),
      customdata: steps.map((step, k) => `${stopped[k] ? "stopped at" : "not stopped by"} step ${step}`),
      hovertemplate: "η = %{x}: distance %{y:.3g}, %{customdata}",
    }), // prettier-ignore
  ];
}

const positive = (values: number[]): (number | null)[] => values.map((value) => (value > 0 ? value : null));

/** What was asked for, and the legend's entry for all three lines of theory. */
function references(rates: number[], tolerance: number): Json[] {
  const ends = [rates[0], rates.at(-1)!];
  // Beyond the lines, so that it is seen where a test keeps to it.
  const beyond = [ends[0] / OVERHANG, ends[1] * OVERHANG];
  return [
    reference("ε, what was asked for", beyond, [tolerance, tolerance], { dash: "dot" }),
    reference("lines: the most that each test allows", ends, [null, null], { dash: "solid" }),
  ];
}

function outcome({ stopped, diverged, steps, distances }: Test, i: number): string {
  if (stopped[i]) return `stops at step ${steps[i]}, ${pretty(distances[i])} from the minimum`;
  return diverged[i] ? `never stops a run that diverges` : `has not stopped the run by step ${steps[i]}`;
}

/** What is not drawn, and why. */
function missing({ rates, tests }: StoppingSweep): string {
  const lost = rates.filter((_, k) => tests.some(({ diverged }) => diverged[k]));
  const home = rates.filter((_, k) => tests.some(({ distances }) => distances[k] === 0));
  const diverging = lost.length > 0 ? ` Not drawn, as they diverge: η = ${lost.join(", ")}.` : "";
  return home.length > 0
    ? `${diverging} Exactly at the minimum, so not drawn: η = ${home.join(", ")}.`
    : diverging;
}

/** The test that stops farthest off, against what it was asked for. */
function message({ rates, tests, tolerance }: StoppingSweep, i: number): string {
  const ended = tests.filter(({ stopped }) => stopped[i]);
  if (ended.length === 0) {
    const why = tests.some(({ diverged }) => diverged[i])
      ? "the run diverges"
      : "no test stops the run in time";
    return `At η = ${rates[i]} ${why}`;
  }
  const worst = ended.reduce((a, b) => (b.distances[i] > a.distances[i] ? b : a));
  return `Asked for ${tolerance}, got ${pretty(worst.distances[i])} at η = ${rates[i]}<br>by the ${worst.test} test`;
}
