import { requireFields, requireKnownKeys } from "../../errors";
import { counted } from "../../shown";
import { heatMap, logCell } from "../parts/heat-map";
import { spread } from "../parts/sampled";
import { type Figure, figure, pretty, sizeOf, titled, wholeTicks } from "../style/figure";
import { type Recorded, recorded, type RecordedName, type RecordedRun } from "./recorded";

/** More cells than this cannot be told apart. */
const MOST_COLUMNS = 400;
const MOST_ROWS = 200;
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
  const [across, down] = [spread(steps.length, MOST_COLUMNS), spread(numbers.length, MOST_ROWS)];
  const cell = (layer: number, i: number): number | null =>
    logarithmic ? logCell(found.log10(layer, i)) : finite(found.value(layer, i));
  const trace = {
    ...heatMap({
      x: across.map((i) => steps[i]),
      y: down.map((layer) => numbers[layer]),
      z: down.map((layer) => across.map((i) => cell(layer, i))),
      label: logarithmic
        ? `log₁₀ of ${label}<br>(blank: 0, or not finite)`
        : `${label}<br>(blank: not finite)`,
      hover: `training step %{x}<br>%{text}<br>${logarithmic ? "10^%{z:.2f}" : "%{z:.3f}"}`,
    }),
    text: down.map((layer) => across.map(() => found.nameOf(layer))),
  };
  const { title, blank } = wordsOf(found);
  const description = `${label} of ${counted(numbers.length, "layer")} over ${counted(run.steps[run.steps.length - 1] + 1, "training step")}: ${title.replace("<br>", " ")}.${blank} Loss ${pretty(run.loss[0])} at the start, ${pretty(run.loss[run.loss.length - 1])} at the end.`; // prettier-ignore
  return figure({ title, description }, [trace], {
    height: 480,
    xaxis: titled("training step", wholeTicks(steps[steps.length - 1])),
    yaxis: titled("layer (the last is the output)", wholeTicks(numbers.at(-1)!)),
    margin: { b: 130 },
  });
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

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
