import { requireFields, requireKnownKeys, requireList } from "../../errors";
import { counted } from "../../shown";
import type { BornDeadLayer } from "../../theory/finite-width/born-dead-band";
import type { BornDeadCount } from "../../theory/finite-width/born-dead-count";
import { theoriesOf } from "../depth/theories";
import { legendAtBottom, onePerGroup } from "../parts/legend";
import { band, dots, line } from "../parts/marks";
import { menu } from "../parts/menu";
import { type Named, type OneOrSeveral, resultsOf } from "../parts/results";
import { capital, type Figure, figure, type Json, ordered, titled, wholeTicks } from "../style/figure";
import { percent, shareAxis } from "./shares";

const NAME = "charts.bornDead";

/** The theory of one count. */
interface Theory {
  /** From the first hidden layer to the last. */
  readonly layers: readonly BornDeadLayer[];
}

type Series = Named<BornDeadCount> & { color: string; theory?: Theory };

/**
 * The share of nets that are cut off by depth: points are counted, lines and bands what theory says of one given input, and what a count
 * may say by chance. A menu switches from one input to all of the data.
 * @param counts what `theory.bornDeadCount(nets, data)` gives; several by their names, in their order
 * @param options.theory what `theory.bornDeadBand({ widths, nets })` gives, by the same names
 * @throws InvalidArgument when a count has no layer, or theory is for none of them
 */
export function bornDead(
  counts: OneOrSeveral<BornDeadCount>,
  options: { theory?: OneOrSeveral<Theory> } = {},
): Figure {
  const from = "theory.bornDeadCount(nets, data)";
  const shape = { fields: { layers: "list", nets: "number", points: "number" }, from } as const;
  const found = resultsOf(`${NAME} counts`, counts, "layers", shape);
  requireKnownKeys(`${NAME} options`, options, ["theory"]);
  const theories = theoriesOf<Theory>(NAME, found.map(({ name }) => name), options.theory, "theory.bornDeadBand(…)"); // prettier-ignore
  const series = found.map(({ name, result }, i): Series => {
    requireList(`${NAME} layers`, result.layers, { layer: "number", one: "number", all: "number" }, from, 1);
    const theory = theories.get(name);
    for (const layer of theory?.layers ?? []) requireFields(`${NAME} theory`, layer, { probability: "number", low: "number", high: "number" }, "theory.bornDeadBand(…)"); // prettier-ignore
    return { name, result, color: ordered(found.length === 1 ? 0 : i / (found.length - 1)), ...(theory && { theory }) }; // prettier-ignore
  });
  const middle = series.toSorted((a, b) => halfway(a) - halfway(b))[0];
  const views = [
    { label: "one given input", title: ofOne(middle), data: series.flatMap((one) => traces(one, "one")) },
    { label: "all of the data", title: ofAll(middle), data: series.flatMap((one) => traces(one, "all")) },
  ].map((view) => ({ ...view, data: onePerGroup(view.data) }));
  const { data, updatemenus } = menu(views);
  const depth = Math.max(...found.map(({ result }) => result.layers.length));
  const said = series.map((one) => `${one.name ? `${one.name}: ` : ""}${percent(share(one, "one"))} for one input, ${percent(share(one, "all"))} for ${counted(one.result.points, "input")}`); // prettier-ignore
  const description = `The share of ${counted(middle.result.nets, "net")} that are cut off by depth, up to layer ${depth}. At the end ${said.join("; ")}.`; // prettier-ignore
  return figure({ title: views[0].title, description }, data, {
    xaxis: titled("hidden layers so far", { ...wholeTicks(depth), range: [0.5, depth + 0.5] }),
    yaxis: shareAxis("share of the nets that are dead"),
    updatemenus,
    legend: legendAtBottom,
  });
}

const share = ({ result: { layers, nets } }: Named<BornDeadCount>, of: "one" | "all"): number =>
  layers.at(-1)![of] / nets;

/** How far the share at the end is from one half: the series that says most. */
const halfway = (one: Series): number => Math.abs(share(one, "one") - 0.5);

function traces({ name, result, color, theory }: Series, of: "one" | "all"): Json[] {
  const label = name || "counted";
  const x = result.layers.map(({ layer }) => layer);
  const y = result.layers.map((layer) => layer[of] / result.nets);
  const hovertemplate = `${label}, layer %{x}: %{y:.1%} of ${counted(result.nets, "net")}<extra></extra>`;
  const counted_ = dots(label, x, y, { color, size: 5, legendgroup: label, hovertemplate });
  if (!theory) return [counted_];
  const at = theory.layers.map(({ layer }) => layer);
  const style = { color, width: 1.5, legendgroup: label, showlegend: false, hoverinfo: "skip" };
  const curve = line("theory", at, theory.layers.map(({ probability }) => probability), { ...style, ...(of === "all" && { dash: "dot" }) }); // prettier-ignore
  if (of === "all") return [curve, counted_];
  const edges = { lower: theory.layers.map(({ low }) => low), upper: theory.layers.map(({ high }) => high) };
  return [band("95 % of counts", at, { ...edges, color, legendgroup: label, showlegend: false }), curve, counted_]; // prettier-ignore
}

const nameOf = ({ name }: Series): string => (name ? `${capital(name)}: ` : "");

function ofOne(one: Series): string {
  const depth = one.result.layers.length;
  const theory = one.theory?.layers.at(-1);
  const said = theory ? `;<br>theory: ${percent(theory.probability)}` : "";
  return `${nameOf(one)}${percent(share(one, "one"))} dead for one input<br>after ${counted(depth, "layer")}${said}`; // prettier-ignore
}

const ofAll = (one: Series): string =>
  `${nameOf(one)}${percent(share(one, "all"))} dead for all of the data<br>after ${counted(one.result.layers.length, "layer")}; for one input ${percent(share(one, "one"))}`; // prettier-ignore
