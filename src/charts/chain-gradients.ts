import { requireFields } from "../errors";
import type { ChainPass } from "../theory/chain";
import { type Figure, figure, layerAxis, logAxis, palette, pretty } from "./figure";
import { factorGoingBack, floorBelow, logSeries } from "./log-series";

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
  const floor = floorBelow(gradients);
  const data = [
    ...logSeries({ name: "bound", x, values: bounds, style: { mode: "lines", connectgaps: true, line: { color: palette.vermillion, dash: "dash" } } }), // prettier-ignore
    ...logSeries({ name: "|∂C/∂wˡ|", x, values: gradients, floor, style: { line: { color: palette.blue } } }),
  ];
  const first = Math.abs(gradients[0]);
  const last = Math.abs(gradients.at(-1)!);
  const description =
    `Chain of ${neurons.length} neurons (${activation}): |∂C/∂w| is ${pretty(first)} in layer 1 and ${pretty(last)} ` +
    `in layer ${neurons.length}; the bound in layer 1 is ${pretty(bounds[0])}.`;
  return figure({ title: message(gradients, bounds), description }, data, {
    xaxis: layerAxis(x.length),
    yaxis: logAxis("|∂C/∂wˡ|"),
  });
}

function message(gradients: number[], bounds: number[]): string {
  const off = gradients.filter((gradient) => gradient === 0).length;
  const allowed = factorGoingBack(bounds);
  const under = allowed === undefined ? "" : `<br>the bound: ×${pretty(allowed)}`;
  if (off > 0)
    return `Exactly 0 in ${off} of ${gradients.length} layers:<br>a slope or an input on the way is 0`;
  const factor = factorGoingBack(gradients);
  if (factor === undefined) return "One weight: nothing to multiply yet";
  return `Gradient going back: ×${pretty(factor)} per layer${under}`;
}
