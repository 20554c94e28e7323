import { requireFields, requireList } from "../../errors";
import type { LayerLives, UnitLives } from "../../probes/unit-lives";
import { counted } from "../../shown";
import { line } from "../parts/marks";
import { legendAtBottom } from "../parts/legend";
import { menu } from "../parts/menu";
import { spread } from "../parts/sampled";
import { type Figure, figure, palette, titled, wrapped } from "../style/figure";

const NAME = "charts.unitLives";
/** More layers than this make a long menu. */
const MOST_LAYERS = 8;

/**
 * How many hidden units are dead over a training, how many have died so far and how many have come back; a menu switches from all
 * layers to single ones.
 * @param lives what `followUnits(net, data)` gives, after the training
 * @throws InvalidArgument when there is no layer
 */
export function unitLives(lives: UnitLives): Figure {
  const from = "followUnits(net, data)";
  requireFields(`${NAME} lives`, lives, { steps: "list", layers: "list" }, from);
  const fields = { layer: "number", units: "number", dead: "list", died: "list", revived: "list" } as const;
  requireList(`${NAME} layers`, lives.layers, fields, from, 1);
  const { steps, layers } = lives;
  const shown = spread(layers.length, MOST_LAYERS).map((i) => layers[i]);
  const views = [
    { label: "all hidden layers", of: sum(layers) },
    ...(layers.length > 1 ? shown.map((one) => ({ label: `layer ${one.layer}`, of: one })) : []),
  ].map(({ label, of }) => ({ label, title: message(label, of, steps), data: traces(of, steps) }));
  const { data, updatemenus } = menu(views);
  const description = views.map(({ title }) => `${title.replaceAll("<br>", " ")}.`).join(" ");
  return figure({ title: views[0].title, description }, data, {
    xaxis: titled("steps done"),
    yaxis: titled("units", { rangemode: "tozero" }),
    updatemenus,
    legend: legendAtBottom,
  });
}

/** All layers as one. */
function sum(layers: readonly LayerLives[]): LayerLives {
  const total = (what: "dead" | "died" | "revived"): number[] =>
    layers[0][what].map((_, i) => layers.reduce((all, layer) => all + layer[what][i], 0));
  const units = layers.reduce((all, layer) => all + layer.units, 0);
  return { layer: 0, units, dead: total("dead"), died: total("died"), revived: total("revived") };
}

const traces = ({ dead, died, revived }: LayerLives, steps: readonly number[]) => {
  const style = (color: string) => ({ color, hovertemplate: "after %{x} steps: %{y}<extra></extra>", line: { color, width: 2, shape: "hv" } }); // prettier-ignore
  return [
    line("dead now", steps, dead, style(palette.black)),
    line("died so far", steps, died, style(palette.vermillion)),
    line("came back so far", steps, revived, { ...style(palette.green), line: { color: palette.green, width: 2, shape: "hv", dash: "dash" } }), // prettier-ignore
  ];
};

function message(
  label: string,
  { units, dead, died, revived }: LayerLives,
  steps: readonly number[],
): string {
  const [first, last] = [dead[0], dead.at(-1)!];
  const where = label === "all hidden layers" ? "All layers" : `Layer ${label.slice(6)}`;
  const events = [`${where}, ${counted(steps.at(-1)!, "step")}: ${counted(died.at(-1)!, "death")}`, counted(revived.at(-1)!, "return")]; // prettier-ignore
  return `${wrapped(events)};<br>dead at first ${first}, at last ${last} of ${counted(units, "unit")}`;
}
