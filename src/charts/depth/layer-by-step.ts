import { requireFields, requireKnownKeys } from "../../errors";
import { counted } from "../../shown";
import { logCell } from "../parts/heat-map";
import { orGap } from "../parts/marks";
import { trainingMap } from "../parts/training-map";
import { type Figure, figure, pretty, sizeOf } from "../style/figure";
import { type Recorded, recorded, type RecordedName, type RecordedRun } from "./recorded";

const NAME = "charts.layerByStep";

/**
 * Every layer at the recorded steps of a training as a map of colours, the output on top: log₁₀ of ‖∂C/∂W‖, blank where that is 0.
 * @param run what `train` gives
 * @param options.quantity "weightNorm" (default), "biasNorm", "deltaRms", "updateRatio", or one of the training's `probes`
 * @throws InvalidArgument when the run has no step or no such quantity
 */
export function layerByStep(run: RecordedRun, options: { quantity?: RecordedName } = {}): Figure {
  requireFields(`${NAME} run`, run, { steps: "list", layers: "list", loss: "list" }, "train(net, …)");
  requireKnownKeys(`${NAME} options`, options, ["quantity"]);
  const found = recorded(NAME, run, options.quantity);
  const { numbers, steps, label, logarithmic } = found;
  const { trace, layout } = trainingMap({
    steps,
    rows: numbers,
    rowsAre: "layer (the last is the output)",
    cell: (layer, i) => (logarithmic ? logCell(found.log10(layer, i)) : orGap(found.value(layer, i))),
    nameOf: found.nameOf,
    label: logarithmic ? `log₁₀ of ${label}<br>(blank: 0, or not finite)` : `${label}<br>(blank: not finite)`,
    hover: `%{text}<br>${logarithmic ? "10^%{z:.2f}" : "%{z:.3f}"}`,
  });
  const { title, blank } = wordsOf(found);
  const description = `${label} of ${counted(numbers.length, "layer")} over ${counted(run.steps[run.steps.length - 1] + 1, "training step")}: ${title.replace("<br>", " ")}.${blank} Loss ${pretty(run.loss[0])} at the start, ${pretty(run.loss[run.loss.length - 1])} at the end.`; // prettier-ignore
  return figure({ title, description }, [trace], layout);
}

/** The least and the largest cell of all, and how many have no place on the scale. */
function wordsOf({ symbol, logarithmic, numbers, steps, ...at }: Recorded): { title: string; blank: string } {
  const size = (layer: number, i: number): number => (logarithmic ? at.log10(layer, i) : at.value(layer, i));
  let [least, most] = [{ size: Infinity, layer: 0, i: 0 }, { size: -Infinity, layer: 0, i: 0 }]; // prettier-ignore
  let [zeros, broken] = [0, 0];
  for (let layer = 0; layer < numbers.length; layer++)
    for (let i = 0; i < steps.length; i++) {
      const one = { size: size(layer, i), layer, i };
      if (one.size === -Infinity) zeros++;
      else if (!Number.isFinite(one.size)) broken++;
      else {
        if (one.size < least.size) least = one;
        if (one.size > most.size) most = one;
      }
    }
  const cells = numbers.length * steps.length;
  const blank = [
    ...(zeros > 0 ? [` Exactly 0 in ${zeros} of ${cells} cells.`] : []),
    ...(broken > 0 ? [` Not finite in ${broken} of ${cells} cells.`] : []),
  ].join("");
  if (most.size === -Infinity) return { title: `${symbol} is nowhere above 0 and finite`, blank };
  const said = ({ size, layer, i }: typeof least): string =>
    `${logarithmic ? sizeOf(size, 2) : pretty(size, 2)} (${at.nameOf(layer)}, step ${steps[i]})`;
  return { title: `${symbol} from ${said(least)}<br>to ${said(most)}`, blank };
}
