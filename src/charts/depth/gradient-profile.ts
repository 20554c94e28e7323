import { requireChoice, requireFields, requireKnownKeys, InvalidArgument } from "../../errors";
import { type ProbeName, PROBES, probeNames } from "../../probes";
import { type OneOrSeveral, resultsOf } from "../parts/results";
import { legendAtBottom } from "../parts/legend";
import { axisChanges, menu } from "../parts/menu";
import { seriesColors } from "../style/series-style";
import { type Figure, figure, layerAxis } from "../style/figure";
import type { NamedProfile, Predicted, Profiled } from "./profile";
import { theoriesOf } from "./theories";
import { viewOf } from "./profile-series";
import { describeProfiles, message } from "./profile-words";

const NAME = "charts.gradientProfile";
/** δ first, because ‖∂C/∂W‖ can hide that δ vanishes (Glorot & Bengio 2010). */
const USUAL: readonly ProbeName[] = ["deltaRms", "weightNorm", "updateRatio"];

/**
 * The size of the gradient in every layer, on a log axis, of one net or of several; a menu switches between quantities.
 *
 * Where float32 alone, as frameworks use it, would have shown something else, that is drawn too.
 * @param reports what `measure` gives, of a net or of a tf.LayersModel; several by their names: `{ sigmoid: r1, relu: r2 }`
 * @param options.theory the mean-field prediction, dashed, δ through the measured output layer; of several reports by name
 * @param options.quantities the menu, as names of probes; default those of "deltaRms", "weightNorm", "updateRatio" that all have
 * @throws InvalidArgument when a report lacks a quantity, or theory is for none of them
 */
export function gradientProfile(
  reports: OneOrSeveral<Profiled>,
  options: { theory?: OneOrSeveral<Predicted>; quantities?: readonly ProbeName[] } = {},
): Figure {
  const fields = { layers: "list" } as const;
  const found = resultsOf(`${NAME} report`, reports, "layers", { fields, from: "measure(net, data)" });
  requireKnownKeys(`${NAME} options`, options, ["theory", "quantities"]);
  const theories = theoriesOf(NAME, found.map(({ name }) => name), options.theory); // prettier-ignore
  const colors = seriesColors(found.map(({ name }) => name));
  const profiles = found.map(({ name, result }, i): NamedProfile => ({
    name,
    color: colors[i],
    layers: Array.from(result.layers),
    inputs: result.description?.inputs,
    activations: result.description?.activations.map((activation) => activation.name) ?? [],
    theory: theories.get(name),
  }));
  const views = quantitiesOf(profiles, options.quantities).map((quantity) => {
    const { data, axis } = viewOf(quantity, profiles);
    return { label: PROBES[quantity].label, title: message(quantity, profiles), data, axis };
  });
  const { data, updatemenus } = menu(
    views.map(({ axis, ...view }) => ({ ...view, changes: axisChanges(axis) })),
  );
  const [{ title, axis }] = views;
  const longest = profiles.reduce((a, b) => (b.layers.length > a.layers.length ? b : a)).layers;
  const names = longest.map(({ name }) => name);
  return figure({ title, description: describeProfiles(profiles) }, data, {
    xaxis: layerAxis(longest.length, names),
    ...(names.some(Boolean) && { legend: legendAtBottom }),
    yaxis: { type: "linear", ...axis, exponentformat: "power" },
    updatemenus,
  });
}

/** What the menu offers. */
function quantitiesOf(profiles: readonly NamedProfile[], wanted?: readonly ProbeName[]): ProbeName[] {
  const lacks = (quantity: ProbeName): NamedProfile | undefined =>
    profiles.find(({ layers }) => layers.some((layer) => typeof layer[quantity] !== "number"));
  if (wanted === undefined) {
    const known = USUAL.filter((quantity) => !lacks(quantity));
    if (known.length > 0) return known;
    requireFields(
      `${NAME} report`,
      lacks("weightNorm")?.layers[0],
      { weightNorm: "number" },
      "measure(net, data)",
    );
  }
  const rule = "must be a list of the names of probes that every report has";
  if (!Array.isArray(wanted) || wanted.length === 0)
    throw new InvalidArgument(`${NAME} quantities`, rule, wanted, probeNames);
  for (const quantity of wanted) {
    requireChoice(`${NAME} quantities`, quantity, probeNames);
    if (lacks(quantity)) throw new InvalidArgument(`${NAME} quantities`, rule, quantity);
  }
  return [...new Set(wanted)];
}
