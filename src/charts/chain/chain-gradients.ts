import { requireFields } from "../../errors";
import type { ChainPass } from "../../theory/chain/chain";
import { counted } from "../../shown";
import { goingBack } from "../../numerics/geometric";
import { onePerGroup } from "../parts/legend";
import { logScale } from "../parts/log-scale";
import { logSeries } from "../parts/log-series";
import { type Figure, figure, layerAxis, palette, pretty, sizeOf } from "../style/figure";

/** |∂C/∂wˡ| of every neuron of a chain under the bound that it cannot exceed, on a log axis. */
export function chainGradients(pass: ChainPass): Figure {
  requireFields(
    "charts.chainGradients pass",
    pass,
    { neurons: "list", activation: "string" },
    "theory.chain(…)",
  );
  const { neurons, activation } = pass;
  const x = neurons.map(({ layer }) => layer);
  const [bounds, gradients] = (["bound", "gradient"] as const).map((name) => ({
    values: neurons.map((neuron) => neuron[name]),
    log10: neurons.map(({ log10 }) => log10[name]),
  }));
  const scale = logScale(bounds, gradients);
  const dashed = { mode: "lines", line: { color: palette.vermillion, dash: "dash" } };
  const data = [
    ...logSeries({ name: "bound", x, scale, ...bounds, style: dashed }),
    ...logSeries({ name: "|∂C/∂wˡ|", x, scale, ...gradients, style: { line: { color: palette.blue } } }),
  ];
  const [first, last] = [neurons[0], neurons.at(-1)!];
  const description =
    `Chain of ${counted(neurons.length, "neuron")} (${activation}): |∂C/∂w| is ${sizeOf(first.log10.gradient)} in layer 1 and ` +
    `${sizeOf(last.log10.gradient)} in layer ${neurons.length}; the bound in layer 1 is ${sizeOf(first.log10.bound)}.`;
  return figure({ title: message(pass), description }, onePerGroup(data), {
    xaxis: layerAxis(x.length),
    yaxis: scale.axis("|∂C/∂wˡ|"),
  });
}

function message({ neurons }: ChainPass): string {
  const off = neurons.filter(({ log10 }) => log10.gradient === -Infinity).length;
  if (off > 0)
    return `Exactly 0 in ${off} of ${counted(neurons.length, "layer")}:<br>a slope or an input on the way is 0`;
  const [back, allowed] = (["gradient", "bound"] as const).map((name) =>
    goingBack(neurons.map(({ log10 }) => log10[name])),
  );
  if (back === undefined) return "One weight: nothing to multiply yet";
  const under = allowed === undefined ? "" : `<br>the bound: ×${pretty(allowed.factor)}`;
  return `Gradient going back: ×${pretty(back.factor)} per layer${under}`;
}
