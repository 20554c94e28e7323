import { InvalidArgument, requireChoice, requireFields, requireKnownKeys } from "../../errors";
import type { RecurrentRun } from "../../recurrent/run-training-through-time";
import { logCell } from "../parts/heat-map";
import { trainingMap } from "../parts/training-map";
import { type Figure, figure, pretty } from "../style/figure";

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
 * The gradient at every time step over a whole training: training step × time step, on a logarithmic scale of colours.
 * @param options.quantity what to draw: "hiddenGradientRms" (default), for an LSTM "memoryGradientRms"; or, where it was
 * among the `probes` of the training, "hiddenJacobian", "memoryJacobian" or "cellPath"
 * @throws InvalidArgument when the run has no such quantity
 */
export function gradientThroughTimeOverTraining(
  run: RecurrentRun,
  options: { quantity?: Quantity } = {},
): Figure {
  requireFields(
    `${NAME} run`,
    run,
    { timeSteps: "list", steps: "list", probes: "object", loss: "list" },
    "trainRecurrent(net, …)",
  );
  requireKnownKeys(`${NAME} options`, options, ["quantity"]);
  const { quantity = "hiddenGradientRms" } = options;
  requireChoice(`${NAME} quantity`, quantity, Object.keys(LABELS));
  const { steps, timeSteps } = recorded(run, quantity);
  const { trace, layout } = trainingMap({
    steps,
    rows: timeSteps.map((_, t) => t + 1),
    rowsAre: "time step t",
    cell: (t, i) => logCell(Math.log10(timeSteps[t][i])),
    label: `log₁₀ of ${LABELS[quantity]}<br>(blank: 0, or not finite)`,
    hover: "time step %{y}<br>10^%{z:.2f}",
  });
  const ratio = (i: number): string => ratioOf(timeSteps[0][i], timeSteps.at(-1)![i]);
  const ratios = `${ratio(0)} at the start,<br>${ratio(steps.length - 1)} at training step ${steps.at(-1)}`;
  const title = `First ÷ last time step: ${ratios}`;
  const description = `${LABELS[quantity].replaceAll(/<\/?sub>/g, "")} at ${timeSteps.length} time steps over ${run.steps.at(-1)! + 1} training steps. ${title.replace("<br>", " ")}. Loss ${pretty(run.loss[0])} at the start, ${pretty(run.loss.at(-1)!)} at the end.`;
  return figure({ title, description }, [trace], layout);
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
