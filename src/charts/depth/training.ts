import { max, min } from "d3-array";
import { InvalidArgument } from "../../errors";
import { logScale, type LogScale } from "../parts/log-scale";
import { logSeries } from "../parts/log-series";
import { type Named, type OneOrSeveral, resultsOf } from "../parts/results";
import { spread } from "../parts/sampled";
import { colorway, type Figure, figure, type Json, pretty, titled, wrapped } from "../style/figure";
import { counted } from "../../shown";

/** What the chart reads of a run, of whatever kind of net. */
export interface TrainingCurves {
  /** The batch's mean loss at every step. */
  readonly loss: ArrayLike<number>;
  /** The share of the batch that was predicted right; NaN where there are no classes. */
  readonly accuracy: ArrayLike<number>;
  /** Looks at the validation data. */
  readonly validation: readonly {
    /** Steps done before. */
    readonly step: number;
    /** Mean loss over the validation data. */
    readonly loss: number;
    /** The share that was predicted right. */
    readonly accuracy: number;
  }[];
}

type Curve = "loss" | "accuracy";

/** More points than this cannot be seen. */
const MOST_POINTS = 400;
/** A loss that spans more than this has a log axis. */
const WIDE = 100;
const NAME = "charts.training";

/**
 * The loss of every step, and below it the accuracy where there are classes, with the validation data's as dots; the loss
 * on a log axis where its largest is more than a hundred times its least.
 * @param runs what `train` or `trainRecurrent` gives; several by their names: `{ sigmoid: run1, relu: run2 }`
 * @throws InvalidArgument when a run has no step
 */
export function training(runs: OneOrSeveral<TrainingCurves>): Figure {
  const fields = { loss: "list", accuracy: "list", validation: "list" } as const;
  const all = resultsOf(`${NAME} run`, runs, "loss", { fields, from: "train(net, …)" });
  for (const { result } of all)
    if (result.loss.length === 0) throw new InvalidArgument(`${NAME} run`, "must have a step", result.loss);
  const classes = all.some(({ result }) => Array.from(result.accuracy).some(Number.isFinite));
  const losses = all.flatMap(({ result }) => [...Array.from(result.loss), ...result.validation.map(({ loss }) => loss)]); // prettier-ignore
  const positive = losses.filter((loss) => loss > 0 && Number.isFinite(loss));
  const wide = positive.length > 0 && max(positive)! > WIDE * min(positive)!;
  const scale = wide ? logScale({ values: losses }) : undefined;
  const data = all.flatMap((run, i) => [
    ...curves(run, "loss", { color: colorway[i % colorway.length], scale }),
    ...(classes ? curves(run, "accuracy", { color: colorway[i % colorway.length] }) : []),
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
  { name, result }: Named<TrainingCurves>,
  curve: Curve,
  { color, scale }: { color: string; scale?: LogScale },
): Json[] {
  // prettier-ignore
  const steps = spread(result[curve].length, MOST_POINTS);
  const looks = result.validation;
  const legend = curve === "loss" ? {} : { showlegend: false, yaxis: "y2" };
  const called = (what: string): string => (name ? `${name}, ${what}` : what);
  const parts = [
    { name: called("training"), x: steps, values: steps.map((step) => result[curve][step]), style: { mode: "lines", line: { color, width: 1.2 } } }, // prettier-ignore
    { name: called("validation"), x: looks.map(({ step }) => step), values: looks.map((look) => look[curve]), style: { mode: "lines+markers", line: { color, width: 2, dash: "dot" }, marker: { color, size: 7 } } }, // prettier-ignore
  ];
  return parts
    .filter(({ x }) => x.length > 0)
    .flatMap(({ style, values, ...part }) => {
      const all = { ...style, ...legend };
      return scale
        ? logSeries({ ...part, values, scale, unit: "step", style: all })
        : [{ type: "scatter", ...part, y: values.map((value) => (Number.isFinite(value) ? value : null)), ...all }]; // prettier-ignore
    });
}

/** Where a curve ends: at the last look at the validation data, or at the last step. */
function end({ result }: Named<TrainingCurves>, curve: Curve): string {
  const look = result.validation.at(-1);
  const value = look ? look[curve] : result[curve][result[curve].length - 1];
  const text = curve === "accuracy" ? `${pretty(100 * value)} %` : pretty(value);
  return Number.isFinite(value) ? text : "not finite";
}

function words(
  runs: readonly Named<TrainingCurves>[],
  classes: boolean,
): { title: string; description: string } {
  // prettier-ignore
  const size = (value: number): string => (Number.isFinite(value) ? pretty(value) : "not finite");
  const sentences = runs.map(({ name, result: { loss, accuracy, validation } }) => {
    const steps = counted(loss.length, "step");
    const of = name ? `${name}: l` : "L";
    const right = accuracy[accuracy.length - 1];
    const last = validation.at(-1);
    const classified = Number.isFinite(right) ? `, ${pretty(100 * right)} % of the last batch predicted right` : ""; // prettier-ignore
    const held = last ? `; on the validation data loss ${size(last.loss)}${Number.isFinite(last.accuracy) ? ` and ${pretty(100 * last.accuracy)} % right` : ""}` : ""; // prettier-ignore
    return `${of}oss ${size(loss[0])} at the start and ${size(loss[loss.length - 1])} after ${steps}${classified}${held}.`;
  });
  const held = runs.every(({ result }) => result.validation.length > 0) ? "Validation" : "Last";
  const curve = classes ? "accuracy" : "loss";
  const [{ result }] = runs;
  const title =
    runs.length > 1
      ? `${held} ${curve}:<br>${wrapped(runs.map((run) => `${run.name} ${end(run, curve)}`))}`
      : `Loss ${size(result.loss[0])} → ${size(result.loss[result.loss.length - 1])} in ${counted(result.loss.length, "step")};<br>${held.toLowerCase()} ${curve} ${end(runs[0], curve)}`; // prettier-ignore
  return { title, description: sentences.join(" ") };
}
