import { requireList } from "../../errors";
import { counted } from "../../shown";
import type { ForwardSensitivity } from "../../theory/chain/forward-sensitivity";
import { line, reference } from "../parts/marks";
import { slider } from "../parts/slider";
import { type Figure, figure, type Json, logAxis, ordered, pretty, titled } from "../style/figure";

/** Powers of ten that the axis shows at least; what is smaller leaves through the lower edge. */
const LOWEST = -4;

/**
 * |∂a^L/∂a⁰| over the input a⁰ on a log axis, a curve for each depth; a slider moves through the weights and says each mean.
 * @param chains one for every weight, of the same depths, as `theory.forwardSensitivity` gives them
 */
export function forwardSensitivity(chains: readonly ForwardSensitivity[]): Figure {
  const fields = { weight: "number", inputs: "list", curves: "list", activation: "string" } as const;
  requireList("charts.forwardSensitivity chains", chains, fields, "theory.forwardSensitivity(…)", 1);
  const active = Math.floor(chains.length / 2);
  const stops = chains.map((chain) => ({ label: said(chain), data: traces(chain) }));
  const [{ inputs, curves }] = chains;
  const moving = curves.map((_, i) => i + 1);
  const { sliders, frames } = slider(stops, { moving, active, top: 92 });
  const share = (i: number): number => (curves.length > 1 ? i / (curves.length - 1) : 0);
  const data = [
    reference("factor 1", [inputs[0], inputs.at(-1)!], [1, 1], { dash: "dot", showlegend: false }),
    ...curves.map(({ depth }, i) => ({
      ...line(`L = ${depth}`, [], [], { color: ordered(share(i)), hovertemplate: "a⁰ = %{x:.3f}: ×%{y:.3g}" }),
      ...stops[active].data[i],
    })),
  ]; // prettier-ignore
  const largest = Math.max(...chains.flatMap((chain) => chain.curves.flatMap(({ factors }) => factors)), 1);
  return figure(words(chains), data, {
    height: 500,
    xaxis: titled("input a⁰", { range: [inputs[0], inputs.at(-1)!] }),
    yaxis: logAxis("factor |∂a<sup>L</sup>/∂a⁰|", { range: [LOWEST, Math.log10(largest) + 0.3] }),
    legend: { y: -0.16 },
    margin: { b: 158 },
    sliders,
  }, frames); // prettier-ignore
}

/** What a log axis cannot show is left out. */
const traces = ({ inputs, curves }: ForwardSensitivity): Json[] =>
  curves.map(({ factors }) => ({ x: inputs, y: factors.map((factor) => (factor > 0 ? factor : null)) }));

function said({ weight, curves }: ForwardSensitivity): string {
  const means = curves.map(({ depth, mean }) => `${pretty(mean, 2)} (L = ${depth})`);
  const shown = means.length > 2 ? [means[0], means.at(-1)!] : means;
  return `w = ${pretty(weight)}: mean ${shown.join(", ")}`;
}

function words(chains: readonly ForwardSensitivity[]): { title: string; description: string } {
  const all = chains.flatMap(({ weight, curves }) => curves.map((curve) => ({ weight, ...curve })));
  const most = all.reduce((a, b) => (b.mean > a.mean ? b : a));
  const steepest = Math.max(...all.flatMap(({ factors }) => factors));
  const verb = most.mean <= 1 ? "shrinks" : "stretches";
  return {
    title: `On average ${most.mean <= 1 ? "every chain" : "a chain"} ${verb} a push:<br>at most × ${pretty(most.mean)}, at one input × ${pretty(steepest)}`,
    description:
      `The factor by which chains of equal neurons (${chains[0].activation}) pass a push from a⁰ to a^L, over a⁰, for ` +
      `${counted(chains.length, "weight")} and the depths ${chains[0].curves.map(({ depth }) => depth).join(", ")}: it reaches ${pretty(steepest)}, ` +
      `but its mean over all inputs is at most ${pretty(most.mean)} (w = ${pretty(most.weight)}, L = ${most.depth}).`,
  };
}
