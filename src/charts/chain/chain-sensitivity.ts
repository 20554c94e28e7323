import { requireFields } from "../../errors";
import type { ChainSensitivity } from "../../theory/chain/chain-sensitivity";
import { counted } from "../../shown";
import { type Figure, figure, layerAxis, palette, pretty, titled } from "../style/figure";

/** A relative change that is seen in the chart. */
const FELT = 1e-4;

/** One bar per weight of a chain: what a nudge of it does to the gradient of the weight that is watched. */
export function chainSensitivity(result: ChainSensitivity): Figure {
  requireFields(
    "charts.chainSensitivity result",
    result,
    { changes: "list", layer: "number" },
    "theory.chainSensitivity(…)",
  );
  const { layer, gradient, nudge, changes } = result;
  const percent = changes.map((change) => 100 * change);
  const x = changes.map((_, i) => i + 1);
  const parts = [
    { name: `layers above ${layer}`, has: (l: number) => l > layer, color: palette.blue },
    { name: `layer ${layer} itself and below`, has: (l: number) => l <= layer, color: palette.orange },
  ];
  const data = parts.map(({ name, has, color }) => ({
    type: "bar",
    name,
    x: x.filter(has),
    y: percent.filter((_, i) => has(i + 1)),
    marker: { color },
    hovertemplate: "w<sup>%{x}</sup>: %{y:.3f} %<extra></extra>",
  }));
  const answers = (some: number[]): number => some.filter((change) => Math.abs(change) > FELT).length;
  const [moved, below] = [answers(changes), answers(changes.slice(0, layer))];
  const title =
    gradient === 0
      ? `∂C/∂w of layer ${layer} is 0 in float64:<br>no change of it can be told`
      : `${moved} of ${counted(changes.length, "weight")} ${moved === 1 ? "moves" : "move"} layer ${layer}’s gradient<br>by over 0.01 %: ${below} ${below === 1 ? "is" : "are"} its own or below it`;
  const description =
    `Relative change of the gradient of layer ${layer}'s weight (${pretty(gradient)}) when each of ${counted(changes.length, "weight")} ` +
    `is raised by ${pretty(100 * nudge)} %: ${moved} change it by more than 0.01 %, ${below} of these in layer ${layer} or below.`;
  return figure({ title, description }, data, {
    xaxis: { ...layerAxis(x.length), title: { text: `weight raised by ${pretty(100 * nudge)} %, layer` } },
    yaxis: titled(`change of ∂C/∂w<sup>${layer}</sup> in %`, { zeroline: true, zerolinecolor: palette.grey }),
    barmode: "overlay",
  });
}
