import { requireFields } from "../../errors";
import type { GateSweep } from "../../theory/chain/gate-sweep";
import { line } from "../parts/marks";
import { type Figure, figure, palette, pretty, titled } from "../style/figure";

/** One neuron's bias is moved: above its activation, below its slope and what is left of the first weight's gradient. */
export function gateSweep(sweep: GateSweep): Figure {
  requireFields(
    "charts.gateSweep sweep",
    sweep,
    { biases: "list", activations: "list", slopes: "list", gradients: "list" },
    "theory.gateSweep(…)",
  );
  const { biases, activations, slopes, gradients, layer } = sweep;
  const top = Math.max(...gradients);
  const shares = gradients.map((gradient) => (top === 0 ? 0 : gradient / top));
  const data = [
    line("activation a", biases, activations, { color: palette.orange, yaxis: "y" }),
    line("slope φ′(z)", biases, slopes, { color: palette.green, dash: "dash", yaxis: "y2" }),
    line("|∂C/∂w¹| ÷ its maximum", biases, shares, { color: palette.blue, yaxis: "y2" }),
  ];
  const [open, left] = [activations.at(-1)!, shares.at(-1)!];
  const description =
    `Neuron ${layer} (${sweep.activation}) with its bias from ${pretty(biases[0])} to ${pretty(biases.at(-1)!)}: at the right end ` +
    `its activation is ${pretty(open, 5)}, its slope ${pretty(slopes.at(-1)!)} and the gradient of w¹ ${pretty(100 * left)} % of its maximum.`;
  return figure({ title: message(sweep, left), description }, data, {
    height: 500,
    xaxis: titled(`bias of neuron ${layer}`, { anchor: "y2" }),
    yaxis: titled("activation", { domain: [0.58, 1] }),
    yaxis2: titled("slope, share", { domain: [0, 0.48], rangemode: "tozero" }),
    legend: { y: -0.17 },
  });
}

function message({ activations, slopes, gradients }: GateSweep, left: number): string {
  if (Math.max(...gradients) === 0) return "No bias lets the gradient through:<br>another factor is 0";
  const open = pretty(activations.at(-1)!, 5);
  if (left < 0.1) {
    return `Activation ${open}, but only ${pretty(100 * left, 2)} %<br>of the gradient passes: slopes decide`;
  }
  return `At activation ${open} the slope is ${pretty(slopes.at(-1)!)}<br>and ${pretty(100 * left, 2)} % of the gradient passes`;
}
