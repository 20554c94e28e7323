import { max, min } from "../../numerics/summary";
import { InvalidArgument, requireChoice, requireKnownKeys } from "../../errors";
import type { RecurrentRun } from "../../recurrent/run-training-through-time";
import { logCell } from "../parts/heat-map";
import { line, orGap } from "../parts/marks";
import { menu } from "../parts/menu";
import { type OneOrSeveral, resultsOf } from "../parts/results";
import { spread } from "../parts/sampled";
import { trainingMap } from "../parts/training-map";
import { type Figure, figure, type Json, palette, pretty, titled } from "../style/figure";

const LABELS = {
  hiddenGradientRms: "∂C/∂h, rms",
  memoryGradientRms: "∂C/∂c, rms",
  hiddenJacobian: "‖∂h<sub>T</sub>/∂h<sub>t</sub>‖₂",
  memoryJacobian: "‖∂c<sub>T</sub>/∂c<sub>t</sub>‖₂",
  cellPath: "∏ f, the cell's direct path",
};
/** What can be drawn over training, one number per time step. */
type Quantity = keyof typeof LABELS;
const NAME = "charts.gradientThroughTimeOverTraining";

/**
 * The gradient at every time step over a whole training: training step × time step, on a logarithmic scale of colours, with
 * the loss above it. A menu switches between several runs, whose colours mean the same.
 * @param runs what `trainRecurrent` gives; several by their names: `{ rnn: run1, lstm: run2 }`
 * @param options.quantity what to draw: "hiddenGradientRms" (default), for LSTMs "memoryGradientRms"; or, where it was
 * among the `probes` of the training, "hiddenJacobian", "memoryJacobian" or "cellPath"
 * @throws InvalidArgument when a run has no such quantity
 */
export function gradientThroughTimeOverTraining(
  runs: OneOrSeveral<RecurrentRun>,
  options: { quantity?: Quantity } = {},
): Figure {
  const fields = { timeSteps: "list", steps: "list", probes: "object", loss: "list" } as const;
  const all = resultsOf(`${NAME} run`, runs, "timeSteps", { fields, from: "trainRecurrent(net, …)" });
  requireKnownKeys(`${NAME} options`, options, ["quantity"]);
  const { quantity = "hiddenGradientRms" } = options;
  requireChoice(`${NAME} quantity`, quantity, Object.keys(LABELS));
  const found = all.map(({ name, result }) => ({ name, run: result, ...recorded(result, quantity) }));
  const cells = found.flatMap(({ timeSteps }) => timeSteps.flatMap((row) => Array.from(row, Math.log10)));
  const powers = cells.filter(Number.isFinite);
  const colors = found.length > 1 && powers.length > 0 ? { zmin: min(powers), zmax: max(powers) } : {};
  const maps = found.map(({ steps, timeSteps }) =>
    trainingMap({
      steps,
      rows: timeSteps.map((_, t) => t + 1),
      rowsAre: "time step t",
      cell: (t, i) => logCell(Math.log10(timeSteps[t][i])),
      label: `log₁₀ of ${LABELS[quantity]}<br>(blank: 0, or not finite)`,
      hover: "time step %{y}<br>10^%{z:.2f}",
    }),
  );
  const { data, updatemenus } = menu(
    found.map((each, i) => ({
      label: each.name,
      title: titleOf(each),
      data: [{ ...maps[i].trace, ...colors }, lossOf(each.run)],
    })),
  );
  const description = found.map((each) => describe(each, LABELS[quantity])).join(" ");
  const { layout } = maps[0];
  return figure({ title: titleOf(found[0]), description }, data, {
    ...layout,
    height: 560,
    yaxis: { ...(layout["yaxis"] as Json), domain: [0, 0.68] },
    yaxis2: titled("loss", { domain: [0.76, 1], rangemode: "tozero", anchor: "x" }),
    showlegend: false,
    updatemenus,
  });
}

/** What the chart draws of one run. */
interface Drawn {
  name: string;
  run: RecurrentRun;
  steps: Float64Array;
  timeSteps: Float64Array[];
}

/** The loss of every recorded step, at most 400 of them. */
function lossOf({ steps, loss }: RecurrentRun): Json {
  const drawn = spread(steps.length, 400);
  const y = drawn.map((i) => orGap(loss[i]));
  return line("loss", drawn.map((i) => steps[i]), y, { color: palette.blue, width: 1.5, yaxis: "y2" }); // prettier-ignore
}

function titleOf({ name, steps, timeSteps }: Drawn): string {
  const ratio = (i: number): string => ratioOf(timeSteps[0][i], timeSteps.at(-1)![i]);
  const [start, end] = [
    `${ratio(0)} at the start,`,
    `${ratio(steps.length - 1)} at training step ${steps.at(-1)}`,
  ];
  return name
    ? `${name}: first ÷ last time step<br>${start}<br>${end}`
    : `First ÷ last time step: ${start}<br>${end}`;
}

function describe(drawn: Drawn, label: string): string {
  const { run, timeSteps } = drawn;
  return `${label.replaceAll(/<\/?sub>/g, "")} at ${timeSteps.length} time steps over ${run.steps.at(-1)! + 1} training steps. ${titleOf(drawn).replaceAll("<br>", " ")}. Loss ${pretty(run.loss[0])} at the start, ${pretty(run.loss.at(-1)!)} at the end.`;
}

/** One quantity over the training steps at which it was recorded, a list for each time step. */
function recorded(run: RecurrentRun, quantity: Quantity): { steps: Float64Array; timeSteps: Float64Array[] } {
  const { steps, timeSteps }: { steps: Float64Array; timeSteps: Partial<Record<Quantity, Float64Array>>[] } =
    quantity.endsWith("GradientRms") ? run : run.probes;
  if (steps.length === 0 || timeSteps[0]?.[quantity] === undefined) {
    const rule = "must be among what the run recorded: an LSTM's memory, or one of the training's probes";
    throw new InvalidArgument(`${NAME} quantity`, rule, quantity);
  }
  return { steps, timeSteps: timeSteps.map((one) => one[quantity]!) };
}

/** What the first time step has of the last one's. */
const ratioOf = (first: number, last: number): string =>
  first === 0 && last === 0 ? "0 ÷ 0" : pretty(first / last, 2);
