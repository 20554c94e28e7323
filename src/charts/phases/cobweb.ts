import type { Orbit } from "../../theory/mean-field/orbits";
import { counted } from "../../shown";
import { dots, line, reference } from "../parts/marks";
import { type Named, type OneOrSeveral, resultsOf } from "../parts/results";
import { slider } from "../parts/slider";
import { type Figure, figure, type Json, palette, pretty, titled } from "../style/figure";

const NAME = "charts.cobweb";
const WORDS = {
  q: { x: "q, mean square of z in a layer", y: "q′, in the next layer" },
  c: { x: "c, correlation of two inputs in a layer", y: "c′, in the next layer" },
};

/**
 * A map from layer to layer as a cobweb: up to the graph, across to the diagonal, and again. A slider goes through several maps, in
 * the page, with no kernel.
 * @param orbits what `theory.varianceOrbit` or `theory.correlationOrbit` gives; several of one kind by their names: `{ "σ_w = 1": o1 }`
 */
export function cobweb(orbits: OneOrSeveral<Orbit>): Figure {
  const fields = { variable: "string", x: "list", y: "list", orbit: "list" } as const;
  const found = resultsOf(`${NAME} orbit`, orbits, "orbit", { fields, from: "theory.varianceOrbit(…)" });
  const to = Math.max(...found.flatMap(({ result }) => Array.from(result.x)));
  const words = WORDS[found[0].result.variable] ?? WORDS.q;
  const active = found.length - 1;
  const drawn = found.map(({ result }) => tracesOf(result));
  const diagonal = reference("no change", [0, to], [0, to]);
  const stops = found.map((one, i) => ({
    label: labelOf(one),
    data: drawn[i].map(({ x, y }) => ({ x, y })),
  }));
  const { sliders, frames } = slider(stops, { moving: [0, 1, 2], active, top: 62 });
  const several = found.length > 1;
  const description = `Cobweb of the map of ${found[0].result.variable}. ${found.map(labelOf).join("; ")}.`;
  const layout: Json = {
    height: several ? 500 : 440,
    showlegend: false,
    xaxis: titled(words.x, { range: [0, to] }),
    yaxis: titled(words.y, { range: [0, 1.05 * to] }),
    ...(several && { sliders, margin: { b: 128 } }),
  };
  return figure({ title: message(found), description }, [...drawn[active], diagonal], layout, several ? frames : undefined); // prettier-ignore
}

/** The graph, the web and where it ends: always three traces, so that a slider can move them. */
function tracesOf({ variable, x, y, orbit }: Orbit): Json[] {
  const web = orbit.slice(1).flatMap((next, i) => [[orbit[i], next], [next, next]]); // prettier-ignore
  const places = [[orbit[0], 0], ...web];
  const end = orbit.at(-1)!;
  return [
    line("map", x, y, { color: palette.blue, width: 2.5, hovertemplate: `${variable} %{x:.3g} → %{y:.3g}<extra></extra>` }), // prettier-ignore
    line("orbit", places.map(([at]) => at), places.map(([, at]) => at), { color: palette.vermillion, width: 1.2 }), // prettier-ignore
    dots("end", [end], [end], { color: palette.vermillion, size: 9 }),
  ];
}

const layersOf = ({ orbit }: Orbit): string => counted(orbit.length - 1, "layer");

const labelOf = ({ name, result }: Named<Orbit>): string =>
  `${name ? `${name}: ` : ""}${result.variable} ${pretty(result.orbit[0])} → ${pretty(result.orbit.at(-1)!)} in ${layersOf(result)}`;

/** Where the orbits of the first map and of the last end. */
function message(found: readonly Named<Orbit>[]): string {
  const [first, last] = [found[0], found.at(-1)!];
  const { variable, orbit } = first.result;
  const ends = (found.length > 1 ? [first, last] : [first]).map(
    ({ name, result }) => `${pretty(result.orbit.at(-1)!)}${name ? ` (${name})` : ""}`,
  );
  return `${variable} = ${pretty(orbit[0])} becomes, in ${layersOf(first.result)},<br>${ends.join(" to ")}`;
}
