import { deviation, meanOf } from "../../numerics/summary";
import type { FiniteFan } from "../../theory/finite-width/finite-fan";
import { counted } from "../../shown";
import { legendAtBottom } from "../parts/legend";
import { logBand } from "../parts/log-band";
import { type LogScale, scaleOfPowers } from "../parts/log-scale";
import { line, reference } from "../parts/marks";
import { axisChanges, menu } from "../parts/menu";
import { type Named, type OneOrSeveral, resultsOf } from "../parts/results";
import { type Figure, figure, type Json, palette, pretty, titled, wholeTicks } from "../style/figure";

const NAME = "charts.finiteFan";
const LABEL = "rms δ ÷ the last hidden layer's";

/**
 * The profile of δ of many nets that differ in their seed, over the mean and one standard deviation of the logarithm in theory, and
 * the profile of a net of infinite width; a menu goes through several.
 * @param fans what `theory.finiteFan` gives; several by their names: `{ "width 16": f1 }`
 */
export function finiteFan(fans: OneOrSeveral<FiniteFan>): Figure {
  const shape = { fields: { layers: "list", dead: "number" }, from: "theory.finiteFan(net, …)" } as const;
  const found = resultsOf(`${NAME} fan`, fans, "layers", shape);
  const scale = scaleOfPowers(...found.flatMap(({ result }) => result.layers.map((layer) => [...edges(layer), layer.wide / Math.LN10, ...layer.nets.map(log10)]))); // prettier-ignore
  const axis = scale.axis(LABEL);
  const views = found.map((fan) => ({ label: fan.name || "nets", title: message(fan), data: tracesOf(fan.result, scale), changes: axisChanges(axis) })); // prettier-ignore
  const { data, updatemenus } = menu(views);
  const description = `Profiles of δ. ${found.map(describe).join(" ")}`;
  return figure({ title: views[0].title, description }, data, {
    height: 480,
    xaxis: titled("hidden layer", wholeTicks(Math.max(...found.map(({ result }) => result.layers.length)))),
    yaxis: axis,
    legend: legendAtBottom,
    updatemenus,
    margin: { b: 110 },
  });
}

const log10 = (ln: number): number => ln / Math.LN10;

/** A standard deviation of the logarithm below the mean, the mean, and one above; base 10. */
function edges({ finite }: FiniteFan["layers"][number]): [number, number, number] {
  const spread = Math.sqrt(finite.variance);
  return [finite.mean - spread, finite.mean, finite.mean + spread].map(log10) as [number, number, number];
}

function tracesOf({ layers }: FiniteFan, scale: LogScale): Json[] {
  const x = layers.map(({ layer }) => layer);
  const nets = layers[0].nets.map((_, i) => layers.map((layer) => scale.at(log10(layer.nets[i]))));
  const [low, middle, high] = [0, 1, 2].map((edge) => layers.map((layer) => edges(layer)[edge]));
  return [
    line("nets", nets.flatMap(() => [...x, null]), nets.flatMap((profile) => [...profile, null]), { color: palette.grey, width: 0.7, opacity: 0.6, hoverinfo: "skip" }), // prettier-ignore
    ...logBand({ name: "theory: mean ± 1 sd of ln", color: palette.blue, x, mean: middle, low, high }, scale),
    reference("infinitely wide", x, layers.map(({ wide }) => scale.at(log10(wide))), { color: palette.vermillion, width: 2 }), // prettier-ignore
  ];
}

const signed = (x: number): string => x.toFixed(2).replace("-", "−");

/** ln δ in the first layer: in theory, and over the nets. */
function message({ name, result: { layers, dead } }: Named<FiniteFan>): string {
  const { finite, nets } = layers[0];
  const theory = `${signed(finite.mean)} ± ${Math.sqrt(finite.variance).toFixed(2)}`;
  const start = `${name && `${name}: `}ln δ₁ ${theory} in theory,`;
  if (nets.length < 2) return `${start}<br>and ${counted(dead, "net")} of ${dead + nets.length} dead`;
  const measured = `${signed(meanOf(nets)!)} ± ${deviation(nets)!.toFixed(2)} in ${nets.length} nets`;
  return `${start}<br>${measured}${dead > 0 ? `, ${dead} more ${dead === 1 ? "is" : "are"} dead` : ""}`;
}

const describe = (fan: Named<FiniteFan>): string => {
  const { layers, deadProbability } = fan.result;
  const wide = layers[0].wide;
  return `${message(fan).replaceAll("<br>", " ")}; in a net of infinite width ${signed(wide)}; the probability of being born dead is ${pretty(deadProbability)}.`;
};
