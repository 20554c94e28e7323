import { requireList } from "../../errors";
import { counted } from "../../shown";
import type { LayerActivity, UnitActivity } from "../../probes/unit-activity";
import { legendAtBottom } from "../parts/legend";
import { menu } from "../parts/menu";
import { dots } from "../parts/marks";
import { type Named, type OneOrSeveral, resultsOf } from "../parts/results";
import { type Figure, figure, type Json, palette, titled, wholeTicks, wrapped } from "../style/figure";
import { percent, shareAxis } from "./shares";

const NAME = "charts.unitActivity";

/** The kinds of units, as they look. */
const KINDS = [
  { name: "on for some", color: palette.blue, symbol: "circle", is: (share: number) => share > 0 && share < 1 },
  { name: "dead: on for none", color: palette.vermillion, symbol: "x", is: (share: number) => share === 0 },
  { name: "on for all", color: palette.grey, symbol: "circle-open", is: (share: number) => share === 1 },
]; // prettier-ignore

/**
 * Every hidden unit as a point: its layer, and for which share of the examples it is on. Dead units are crosses at 0. A menu
 * switches between several nets.
 * @param activities what `unitActivity(net, data)` gives; several by their names
 * @throws InvalidArgument when one has no layer
 */
export function unitActivity(activities: OneOrSeveral<UnitActivity>): Figure {
  const shape = { fields: { layers: "list", points: "number" }, from: "unitActivity(net, data)" } as const;
  const found = resultsOf(`${NAME} activities`, activities, "layers", shape);
  for (const { result } of found)
    requireList(`${NAME} layers`, result.layers, { layer: "number", onShares: "list" }, shape.from, 1);
  const views = found.map((one) => ({ label: one.name || "net", title: message(one), data: KINDS.map((kind) => traceOf(one.result.layers, kind)) })); // prettier-ignore
  const { data, updatemenus } = menu(views);
  const depth = Math.max(...found.map(({ result }) => result.layers.length));
  const description = `Each unit's share of ${counted(found[0].result.points, "example")} for which it is on, by layer. ${views.map(({ title }) => title.replaceAll("<br>", " ")).join(". ")}.`; // prettier-ignore
  return figure({ title: views[0].title, description }, data, {
    xaxis: titled("hidden layer", { ...wholeTicks(depth), range: [0.4, depth + 0.6] }),
    yaxis: shareAxis("share of the examples it is on for"),
    updatemenus,
    legend: legendAtBottom,
  });
}

/** The units of a kind, side by side within their layer. */
function traceOf(
  layers: readonly LayerActivity[],
  { name, color, symbol, is }: (typeof KINDS)[number],
): Json {
  const units = layers.flatMap(
    ({ layer, onShares }) =>
    onShares.map((share, i) => ({ share, x: layer + 0.7 * ((i + 0.5) / onShares.length - 0.5), said: `unit ${i + 1} of layer ${layer}` })), // prettier-ignore
  );
  const drawn = units.filter(({ share }) => is(share));
  const size = units.length > 1500 ? 3 : 5;
  // A trace without a point would not come back when the menu switches.
  const x = drawn.length > 0 ? drawn.map((unit) => unit.x) : [1];
  const y = drawn.length > 0 ? drawn.map(({ share }) => share) : [null];
  return dots(name, x, y, { color, size, symbol, text: drawn.map(({ said }) => said), hovertemplate: "%{text}: on for %{y:.1%}<extra></extra>", cliponaxis: false }); // prettier-ignore
}

function message({ name, result: { layers } }: Named<UnitActivity>): string {
  const share = (shares: readonly number[]): number => shares.filter((on) => on === 0).length / shares.length;
  const all = layers.flatMap(({ onShares }) => onShares);
  const [first, last] = [layers[0], layers.at(-1)!];
  const at = ({ layer, onShares }: LayerActivity): string =>
    `${percent(share(onShares), 2)} of layer ${layer}`;
  const head = name ? `${name}: dead are ` : "Dead are ";
  const ends = layers.length > 1 ? [`${head}${at(first)}`, at(last)] : [`${head}${at(first)}`];
  return wrapped([...ends, `${percent(share(all), 2)} of all units`]);
}
