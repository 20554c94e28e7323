import { max, min } from "../../numerics/summary";
import { InvalidArgument, requireFields } from "../../errors";
import { logScale, type LogScale } from "../parts/log-scale";
import { logSeries } from "../parts/log-series";
import { orGap } from "../parts/marks";
import { type Named, type OneOrSeveral, resultsOf } from "../parts/results";
import { spread } from "../parts/sampled";
import { seriesColors } from "../style/series-style";
import { type Figure, figure, type Json, pretty, titled, wrapped } from "../style/figure";
import { counted } from "../../shown";

/** Loss and accuracy at some steps. */
interface Curves {
  /** The steps. */
  readonly steps: ArrayLike<number>;
  /** Mean loss. */
  readonly loss: ArrayLike<number>;
  /** The share that was predicted right; NaN where there are no classes. */
  readonly accuracy: ArrayLike<number>;
}

/** What the chart draws of a run. */
interface DrawnRun extends Curves {
  readonly validation: Curves;
}

/** What the chart reads of a run, of whatever kind of net; of a tf.LayersModel's own training there is the loss alone. */
export interface TrainingCurves extends Pick<Curves, "steps" | "loss">, Partial<Pick<Curves, "accuracy">> {
  /** The same of the validation data, at the numbers of steps done before. */
  readonly validation?: Curves;
}

const NOTHING: Curves = { steps: [], loss: [], accuracy: [] };

type Curve = "loss" | "accuracy";

/** More points than this cannot be seen. */
const MOST_POINTS = 400;
/** A loss that spans more than this has a log axis. */
const WIDE = 100;
const NAME = "charts.training";

/**
 * The loss of every step, and below it the accuracy where there are classes, with the validation data's as dots; the loss
 * on a log axis where its largest is more than a hundred times its least.
 * @param runs what `train`, `trainRecurrent` or a model's `record` gives; several by their names: `{ sigmoid: run1, relu: run2 }`
 * @throws InvalidArgument when a run has no step
 */
export function training(runs: OneOrSeveral<TrainingCurves>): Figure {
  const [fields, from] = [{ steps: "list", loss: "list" }, "train(net, …)"] as const;
  const all = resultsOf(`${NAME} run`, runs, "loss", { fields, from }).map(({ name, result }) => {
    const { steps, loss, accuracy = [], validation = NOTHING } = result;
    requireFields(`${NAME} run`, { accuracy }, { accuracy: "list" }, from);
    requireFields(`${NAME} run validation`, validation, { ...fields, accuracy: "list" }, from);
    if (steps.length === 0) throw new InvalidArgument(`${NAME} run`, "must have a step", steps);
    return { name, result: { steps, loss, accuracy, validation } };
  });
  const classes = all.some(({ result }) => Array.from(result.accuracy).some(Number.isFinite));
  const losses = all.flatMap(({ result }) => [...Array.from(result.loss), ...Array.from(result.validation.loss)]); // prettier-ignore
  const positive = losses.filter((loss) => loss > 0 && Number.isFinite(loss));
  const wide = positive.length > 0 && max(positive)! > WIDE * min(positive)!;
  const scale = wide ? logScale({ values: losses }) : undefined;
  const colors = seriesColors(all.map(({ name }) => name));
  const data = all.flatMap((run, i) => [
    ...curves(run, "loss", { color: colors[i], scale }),
    ...(classes ? curves(run, "accuracy", { color: colors[i] }) : []),
  ]);
  const loss = { domain: classes ? [0.5, 1] : [0, 1] };
  return figure(words(all, classes), data, {
    height: classes ? 560 : 420,
    xaxis: titled("training step", { anchor: classes ? "y2" : "y" }),
    yaxis: scale ? scale.axis("loss", loss) : titled("loss", { ...loss, rangemode: "tozero" }),
    ...(classes && { yaxis2: titled("accuracy", { domain: [0, 0.4], range: [-0.03, 1.03], tickformat: ".0%" }) }), // prettier-ignore
    legend: { y: -0.17 },
    showlegend: data.length > 1,
  });
}

/** One curve of a run in its panel, as a line over the training and dots for the validation data. */
function curves(
  { name, result }: Named<DrawnRun>,
  curve: Curve,
  { color, scale }: { color: string; scale?: LogScale },
): Json[] {
  // prettier-ignore
  const legend = curve === "loss" ? {} : { showlegend: false, yaxis: "y2" };
  const part = (what: string, { steps, [curve]: values }: Curves, style: Json) => {
    const drawn = spread(steps.length, MOST_POINTS);
    return { name: name ? `${name}, ${what}` : what, x: drawn.map((i) => steps[i]), values: drawn.map((i) => values[i]), style }; // prettier-ignore
  };
  const parts = [
    part("training", result, { mode: result.steps.length === 1 ? "lines+markers" : "lines", line: { color, width: 1.2 } }), // prettier-ignore
    part("validation", result.validation, { mode: "lines+markers", line: { color, width: 2, dash: "dot" }, marker: { color, size: 7 } }), // prettier-ignore
  ];
  return parts
    .filter(({ x }) => x.length > 0)
    .flatMap(({ style, values, ...part }) => {
      const all = { ...style, ...legend };
      return scale
        ? logSeries({ ...part, values, scale, unit: "step", style: all })
        : [{ type: "scatter", ...part, y: values.map(orGap), ...all }]; // prettier-ignore
    });
}

/** The last number of a list. */
const last = (values: ArrayLike<number>): number => values[values.length - 1];

const size = (value: number): string => (Number.isFinite(value) ? pretty(value) : "not finite");
const percent = (share: number): string => (Number.isFinite(share) ? `${pretty(100 * share)} %` : "not finite"); // prettier-ignore

/** Where a curve ends: at the last look at the validation data, or at the last step. */
function end({ result }: Named<DrawnRun>, curve: Curve): string {
  const from = result.validation.steps.length > 0 ? result.validation : result;
  return (curve === "accuracy" ? percent : size)(last(from[curve]));
}

function words(runs: readonly Named<DrawnRun>[], classes: boolean): { title: string; description: string } {
  // prettier-ignore
  const steps = ({ result }: Named<DrawnRun>): string => counted(last(result.steps) + 1, "step");
  const sentences = runs.map((run) => {
    const { name, result } = run;
    const { loss, accuracy, validation } = result;
    const right = classes ? `, ${percent(last(accuracy))} of the last batch predicted right` : "";
    const held = `; on the validation data loss ${size(last(validation.loss))}${classes ? ` and ${percent(last(validation.accuracy))} right` : ""}`; // prettier-ignore
    return `${name ? `${name}: l` : "L"}oss ${size(loss[0])} at the start and ${size(last(loss))} after ${steps(run)}${right}${validation.steps.length > 0 ? held : ""}.`;
  });
  const held = runs.every(({ result }) => result.validation.steps.length > 0) ? "Validation" : "Last";
  const curve = classes ? "accuracy" : "loss";
  const ends = `${held} ${curve}`;
  const [run] = runs;
  const title =
    runs.length > 1
      ? `${ends}:<br>${wrapped(runs.map((each) => `${each.name} ${end(each, curve)}`))}`
      : `Loss ${size(run.result.loss[0])} → ${size(last(run.result.loss))} in ${steps(run)};<br>${ends.toLowerCase()} ${end(run, curve)}`; // prettier-ignore
  return { title, description: sentences.join(" ") };
}
