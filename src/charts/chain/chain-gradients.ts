import { requireFields } from "../../errors";
import type { ChainPass } from "../../theory/chain/chain";
import { counted } from "../../shown";
import { type Figure, figure, layerAxis, logAxis, palette, pretty, sizeOf } from "../style/figure";
import { floorBelow, logSeries } from "../parts/log-series";

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
  const gradients = neurons.map(({ gradient }) => gradient);
  const bounds = neurons.map(({ bound }) => bound);
  const floor = floorBelow(gradients, bounds);
  // Below float64 a product is 0 without being so: it leaves a gap, and only true zeros are marked.
  const drawn = neurons.map(({ gradient, log10 }) =>
    gradient === 0 && log10.gradient > -Infinity ? NaN : gradient,
  );
  const data = [
    ...logSeries({ name: "bound", x, values: bounds, style: { marker: { size: 3, color: palette.vermillion }, line: { color: palette.vermillion, dash: "dash" } } }), // prettier-ignore
    ...logSeries({ name: "|∂C/∂wˡ|", x, values: drawn, floor, style: { line: { color: palette.blue } } }),
  ];
  const [first, last] = [neurons[0], neurons.at(-1)!];
  const description =
    `Chain of ${counted(neurons.length, "neuron")} (${activation}): |∂C/∂w| is ${sizeOf(first.log10.gradient)} in layer 1 and ` +
    `${sizeOf(last.log10.gradient)} in layer ${neurons.length}; the bound in layer 1 is ${sizeOf(first.log10.bound)}. ${lost(pass)}`;
  return figure({ title: message(pass), description: description.trim() }, data, {
    xaxis: layerAxis(x.length),
    yaxis: logAxis("|∂C/∂wˡ|"),
  });
}

/** What has no place in float64. */
function lost({ neurons }: ChainPass): string {
  const below = neurons.filter(({ gradient, log10 }) => gradient === 0 && log10.gradient > -Infinity).length;
  return below > 0 ? `In ${counted(below, "layer")} it is too small for float64, and not drawn.` : "";
}

/** The factor per layer going back between two layers, by their logarithms. */
function factorOf(neurons: ChainPass["neurons"], quantity: "gradient" | "bound"): number | undefined {
  const seen = neurons.filter(({ log10 }) => Number.isFinite(log10[quantity]));
  const [first, last] = [seen[0], seen.at(-1)];
  if (!first || !last || first === last) return undefined;
  return 10 ** ((first.log10[quantity] - last.log10[quantity]) / (last.layer - first.layer));
}

function message({ neurons }: ChainPass): string {
  const off = neurons.filter(({ log10 }) => log10.gradient === -Infinity).length;
  if (off > 0)
    return `Exactly 0 in ${off} of ${counted(neurons.length, "layer")}:<br>a slope or an input on the way is 0`;
  const [factor, allowed] = [factorOf(neurons, "gradient"), factorOf(neurons, "bound")];
  if (factor === undefined) return "One weight: nothing to multiply yet";
  const under = allowed === undefined ? "" : `<br>the bound: ×${pretty(allowed)}`;
  return `Gradient going back: ×${pretty(factor)} per layer${under}`;
}
