import { requireFields } from "../../errors";
import type { CutMeans, MeansByShare } from "../../theory/chain/means";
import { dots, line, reference } from "../parts/marks";
import { type Figure, type Json, figure, palette, pretty, titled } from "../style/figure";
import { slider, type Stop } from "../parts/slider";

/**
 * AM–GM as a picture: a half circle over a diameter of 1, cut at s into s and 1 − s. Its height there is the geometric
 * mean √(s(1 − s)), its radius the arithmetic mean ½; a slider moves the cut.
 * @param means the cuts, as `theory.meansByShare` gives them
 */
export function geometricMean(means: MeansByShare): Figure {
  requireFields("charts.geometricMean means", means, { cuts: "list", place: "number" }, "theory.meansByShare(share)"); // prettier-ignore
  const { cuts, place: active } = means;
  const stops = cuts.map(stopAt);
  const { sliders, frames } = slider(stops, { moving: [2, 3, 4, 5], active, top: 62 });
  const data = [...fixed(), ...moving.map((trace, i) => ({ ...trace, ...stops[active].data[i] }))];
  const layout = {
    height: 440,
    xaxis: titled("s = σ(x), where the diameter is cut", { range: [-0.03, 1.03], constrain: "domain" }),
    yaxis: titled("height √(s(1 − s))", {
      range: [-0.04, 0.6],
      scaleanchor: "x",
      constrain: "domain",
      constraintoward: "bottom",
    }),
    showlegend: false,
    margin: { b: 128 },
    sliders,
  };
  return figure(words(cuts[active]), data, layout, frames);
}

function fixed(): Json[] {
  const angles = Array.from({ length: 121 }, (_, i) => (Math.PI * i) / 120);
  return [
    reference("half circle", angles.map((a) => (1 - Math.cos(a)) / 2), angles.map((a) => Math.sin(a) / 2), { dash: "solid" }), // prettier-ignore
    reference("radius", [0.5, 0.5], [0, 0.5], { mode: "lines+text", text: ["", "radius ½"], textposition: "top center" }), // prettier-ignore
  ];
}

const moving: Json[] = [
  line("s", [], [], { color: palette.blue, width: 6, hoverinfo: "skip" }),
  line("1 − s", [], [], { color: palette.orange, width: 6, hoverinfo: "skip" }),
  line("height", [], [], { color: palette.vermillion, width: 3, hoverinfo: "skip" }),
  dots("its end", [], [], { color: palette.vermillion, hoverinfo: "skip" }),
];

function stopAt({ share: s, geometric, product }: CutMeans): Stop {
  return {
    label: `s = ${pretty(s)}: height ≈ ${pretty(geometric)}, σ′ ≈ ${pretty(product)}`,
    data: [
      { x: [0, s], y: [0, 0] },
      { x: [s, 1], y: [0, 0] },
      { x: [s, s], y: [0, geometric] },
      { x: [s], y: [geometric] },
    ],
  };
}

function words({ share, geometric, product }: CutMeans): { title: string; description: string } {
  return {
    title: "The height never exceeds the radius ½,<br>so its square, σ′, never exceeds ¼",
    description:
      `A half circle over a diameter of length 1 that is cut into s and 1 − s: at s = ${pretty(share)} the height is ` +
      `√(s(1 − s)) = ${pretty(geometric)}, its square ${pretty(product)}; the largest height is the radius ½, reached at s = ½.`,
  };
}
