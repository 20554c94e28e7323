import { requireKnownKeys } from "../../errors";
import { counted } from "../../shown";
import { onePerGroup } from "../parts/legend";
import { type LogScale, logScale, type Sizes } from "../parts/log-scale";
import { logSeries } from "../parts/log-series";
import { type Named, type OneOrSeveral, resultsOf } from "../parts/results";
import { spread } from "../parts/sampled";
import { seriesColors } from "../style/series-style";
import { type Figure, figure, type Json, ordered, pretty, sizeOf, titled, wrapped } from "../style/figure"; // prettier-ignore
import { type Recorded, recorded, type RecordedName, type RecordedRun } from "./recorded";

/** More lines than this cannot be told apart, and more points than this cannot be seen. */
const MOST_LINES = 9;
const MOST_POINTS = 400;
const NAME = "charts.gradientNormsOverTraining";

/** A run's quantity under its name. */
interface Line {
  run: Named<Recorded>;
  layer: number;
  /** How the line looks. */
  style: Json;
}

/**
 * ‖∂C/∂W‖ of the layers over the recorded steps of a run, on a log axis, from the first layer (blue) to the output (ochre). Of several
 * runs the first layer and, dashed, the output.
 * @param runs what `train` gives; several by their names: `{ sigmoid: run1, relu: run2 }`
 * @param options.quantity what to draw: "weightNorm" (default), "biasNorm", "deltaRms", "updateRatio", or one of the training's `probes`
 * @throws InvalidArgument when a run has no step or no such quantity
 */
export function gradientNormsOverTraining(
  runs: OneOrSeveral<RecordedRun>,
  options: { quantity?: RecordedName } = {},
): Figure {
  const shape = { fields: { steps: "list", layers: "list", loss: "list" }, from: "train(net, …)" } as const;
  const found = resultsOf(`${NAME} run`, runs, "layers", shape);
  requireKnownKeys(`${NAME} options`, options, ["quantity"]);
  const all = found.map(({ name, result }) => ({ name, result: recorded(NAME, result, options.quantity) }));
  const lines = all.length === 1 ? linesOfOne(all[0]) : linesOfSeveral(all);
  const { label, logarithmic } = all[0].result;
  const sizes = lines.map(sizesOf);
  const scale = logScale(...sizes);
  const data = lines.flatMap((line, i) => tracesOf(line, sizes[i], logarithmic ? scale : undefined));
  const title = message(all);
  const losses = found.map(({ name, result: { loss } }) => `${name ? `${name}: loss` : "Loss"} ${pretty(loss[0])} at the start, ${pretty(loss[loss.length - 1])} at the end.`); // prettier-ignore
  const description = `${label} per layer over ${counted(Math.max(...found.map(({ result: { steps } }) => steps[steps.length - 1] + 1)), "training step")}; ${title.replaceAll("<br>", " ")}. ${losses.join(" ")}`;
  return figure({ title, description }, onePerGroup(data), {
    xaxis: titled("training step"),
    yaxis: logarithmic ? scale.axis(label) : titled(label),
  });
}

/** Layers from the first to the last, in the order of their colours. */
function linesOfOne(run: Named<Recorded>): Line[] {
  const layers = spread(run.result.numbers.length, MOST_LINES);
  const share = (i: number): number => (layers.length === 1 ? 0 : i / (layers.length - 1));
  return layers.map((layer, i) => ({
    run,
    layer,
    style: { name: run.result.nameOf(layer), line: { width: 1.5, color: ordered(share(i)) } },
  }));
}

/** First layer and output. */
function linesOfSeveral(runs: readonly Named<Recorded>[]): Line[] {
  const colors = seriesColors(runs.map(({ name }) => name));
  return runs.flatMap((run, i) => endsOf(run, colors[i]));
}

/** The first layer and the output of a run. */
function endsOf(run: Named<Recorded>, color: string): Line[] {
  const { numbers, nameOf } = run.result;
  const line = (layer: number, style: Json): Line => ({
    run,
    layer,
    style: { name: `${run.name}, ${nameOf(layer)}`, line: { color, width: 1.5, ...style } },
  });
  return numbers.length === 1 ? [line(0, {})] : [line(0, {}), line(numbers.length - 1, { dash: "dash" })];
}

const measurements = ({ steps }: Recorded): number[] => spread(steps.length, MOST_POINTS);

const sizesOf = ({ run: { result }, layer }: Line): Sizes => ({
  values: measurements(result).map((i) => result.value(layer, i)),
  log10: measurements(result).map((i) => result.log10(layer, i)),
});

function tracesOf({ run: { result }, style }: Line, sizes: Sizes, scale?: LogScale): Json[] {
  const x = measurements(result).map((i) => result.steps[i]);
  const name = String(style["name"]);
  if (scale) return logSeries({ name, x, scale, unit: "step", style: { mode: "lines", ...style }, ...sizes });
  return [{ type: "scatter", mode: "lines", x, y: sizes.values, ...style }];
}

/** First layer ÷ output layer, at both ends of one run, or at the ends of several. */
function message(runs: readonly Named<Recorded>[]): string {
  const { nameOf, numbers } = runs[0].result;
  const last = nameOf(numbers.length - 1);
  const words = `First layer ÷ ${last === "output" ? "output layer" : last}`;
  if (runs.length > 1) {
    const ends = runs.map(({ name, result }) => `${name} ${ratioOf(result, result.steps.length - 1)}`);
    return `${words} at the end:<br>${wrapped(ends)}`;
  }
  const [{ result }] = runs;
  const end = result.steps.length - 1;
  return `${words}:<br>${wrapped([`${ratioOf(result, 0)} at the start`, `${ratioOf(result, end)} after ${counted(result.steps[end] + 1, "step")}`])}`;
}

/** The ratio of the first layer to the last in words, also where it is beyond float64. */
function ratioOf(run: Recorded, i: number): string {
  const [first, last] = [run.log10(0, i), run.log10(run.numbers.length - 1, i)];
  if (first === -Infinity && last === -Infinity) return "0 ÷ 0";
  const power = first - last;
  return power < Infinity ? sizeOf(power, 2) : "not finite";
}
