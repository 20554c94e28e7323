import { InvalidArgument, requireChoice, requireFields, requireKnownKeys } from "../../errors";
import type { LayerGradients } from "../../architecture/hooks";
import type { Run } from "../../training/run";
import { type Figure, figure, logAxis, pretty, superscript, titled } from "../style/figure";
import { spread } from "../parts/sampled";

/** More lines than this cannot be told apart, and more points than this cannot be seen. */
const MOST_LINES = 9;
const MOST_POINTS = 400;

/**
 * ‖∂C/∂W‖ of the layers at every step of a run, on a log axis, from the first layer (dark) to the output (bright).
 * @param options.quantity what to draw: "weightNorm" (default), "biasNorm", "deltaRms" or "updateRatio"
 */
export function gradientNormsOverTraining(run: Run, options: { quantity?: Quantity } = {}): Figure {
  requireFields(
    "charts.gradientNormsOverTraining run",
    run,
    { gradients: "list", loss: "list", description: "object" },
    "train(net, …)",
  );
  requireKnownKeys("charts.gradientNormsOverTraining options", options, ["quantity"]);
  const { quantity = "weightNorm" } = options;
  const labels = {
    weightNorm: "‖∂C/∂W‖ (Frobenius)",
    biasNorm: "‖∂C/∂b‖",
    deltaRms: "rms of δ = ∂C/∂z",
    updateRatio: "update : weight, ‖ΔW‖ ÷ ‖W‖",
  };
  requireChoice(
    "charts.gradientNormsOverTraining quantity",
    quantity,
    Object.keys(labels) as (typeof quantity)[],
  );
  if (run.gradients.length === 0) {
    throw new InvalidArgument("charts.gradientNormsOverTraining run", "must have a step", run.gradients);
  }
  const depth = run.gradients[0].length;
  const layers = spread(depth, MOST_LINES);
  const steps = spread(run.gradients.length, MOST_POINTS);
  const powers = steps.some((step) =>
    layers.some((layer) => isFar(log10Of(run.gradients[step][layer], quantity))),
  );
  const at = (norms: LayerGradients): number | null => {
    const log10 = log10Of(norms, quantity);
    if (!Number.isFinite(log10)) return null;
    return powers ? log10 : norms[quantity];
  };
  const data = layers.map((layer, i) => ({
    type: "scatter",
    mode: "lines",
    name: layer === depth - 1 ? "output" : `layer ${layer + 1}`,
    x: steps,
    // Zero has no place on a log axis: a gap says so.
    y: steps.map((step) => at(run.gradients[step][layer])),
    line: { width: 1.5, color: viridis(layers.length === 1 ? 0 : i / (layers.length - 1)) },
  }));
  const [first, last] = [run.gradients[0], run.gradients.at(-1)!];
  const ratio = (step: LayerGradients[]): string => ratioOf(step[0], step.at(-1)!, quantity);
  const title = `First layer ÷ output layer: ${ratio(first)} at the start,<br>${ratio(last)} after ${run.gradients.length} steps`;
  const description = `${labels[quantity]} per layer over ${run.gradients.length} training steps; ${title.replace("<br>", " ")}. Loss ${pretty(run.loss[0])} at the start, ${pretty(run.loss.at(-1)!)} at the end.`;
  return figure({ title, description }, data, {
    xaxis: titled("training step"),
    yaxis: powers ? titled(`log₁₀ of ${labels[quantity]}`) : logAxis(labels[quantity]),
  });
}

/** What the chart can draw: a field of the gradients of a layer. */
type Quantity = Exclude<keyof LayerGradients, "layer" | "log10">;

/** The logarithm of a quantity, also where float64 no longer holds the quantity itself. */
const log10Of = (norms: LayerGradients, quantity: Quantity): number =>
  norms[quantity] > 10 ** -290 || Number.isNaN(norms[quantity])
    ? Math.log10(norms[quantity])
    : norms.log10[quantity];

/** Whether a logarithm is beyond what Plotly's log axis can hold. */
const isFar = (log10: number): boolean => Number.isFinite(log10) && Math.abs(log10) > 300;

/** The ratio of two layers in words, also where it is beyond float64. */
function ratioOf(first: LayerGradients, last: LayerGradients, quantity: Quantity): string {
  const power = log10Of(first, quantity) - log10Of(last, quantity);
  if (isFar(power)) return `10${superscript(Math.round(power))}`;
  return pretty(isFar(log10Of(first, quantity)) ? 10 ** power : first[quantity] / last[quantity], 2);
}

/** The Viridis scale, dark at 0 and bright at 1 (stopping before its palest yellow). */
function viridis(share: number): string {
  const stops = ["#440154", "#46327e", "#365c8d", "#277f8e", "#1fa187", "#4ac16d", "#a0da39"];
  return stops[Math.round(share * (stops.length - 1))];
}
