import { activationNames, type ActivationName } from "../../activations";
import { colorway, palette } from "./figure";
import { optimizerColor } from "./optimizer-style";

/** How a series looks: its colour and, where several share one, the dash of its line. */
export interface SeriesStyle {
  color: string;
  /** "dash", "dot" or "dashdot"; solid without it. */
  dash?: string;
}

/** Relatives share a colour and differ in their dash. */
const ACTIVATIONS: Record<ActivationName, SeriesStyle> = {
  linear: { color: palette.grey },
  sigmoid: { color: palette.vermillion },
  hardSigmoid: { color: palette.vermillion, dash: "dash" },
  tanh: { color: palette.blue },
  scaledTanh: { color: palette.blue, dash: "dash" },
  erf: { color: palette.blue, dash: "dot" },
  softsign: { color: palette.blue, dash: "dashdot" },
  relu: { color: palette.black },
  relu6: { color: palette.black, dash: "dash" },
  softplus: { color: palette.black, dash: "dot" },
  leakyRelu: { color: palette.green },
  prelu: { color: palette.green, dash: "dash" },
  rrelu: { color: palette.green, dash: "dot" },
  rreluDivisor: { color: palette.green, dash: "dashdot" },
  elu: { color: palette.orange },
  selu: { color: palette.orange, dash: "dash" },
  celu: { color: palette.orange, dash: "dot" },
  gelu: { color: palette.purple },
  geluTanh: { color: palette.purple, dash: "dash" },
  swish: { color: palette.sky },
  hardSwish: { color: palette.sky, dash: "dash" },
  mish: { color: palette.sky, dash: "dot" },
};

const isActivation = (name: string): name is ActivationName =>
  activationNames.some((known) => known === name);

/** Colour and dash of an activation, the same in every chart; one of a reader's own is grey and dotted. */
export const activationStyle = ({ name }: { name: string }): SeriesStyle =>
  isActivation(name) ? ACTIVATIONS[name] : { color: palette.grey, dash: "dot" };

/** The look that a name has in every chart; undefined where it is no activation and no optimizer. */
function lookOf(name: string): SeriesStyle | undefined {
  const bare = name.replace(/\(.*\)$/s, "");
  if (isActivation(bare)) return ACTIVATIONS[bare];
  const color = optimizerColor(bare);
  return color === undefined ? undefined : { color };
}

/**
 * How series look that are told apart by their names: an activation ("elu", "leakyRelu(0.1)") or optimizer ("adam(0.01)",
 * "gradient descent") as in every chart, all else in the palette's order, without the colours that are taken. Where two would look
 * alike, or the series is alone, all take that order.
 */
export function seriesStyles(names: readonly string[]): SeriesStyle[] {
  const known = names.map(lookOf);
  const found = known.filter((look) => look !== undefined);
  const own = names.length > 1 && new Set(found.map((look) => JSON.stringify(look))).size === found.length;
  const taken = new Set(own ? found.map(({ color }) => color) : []);
  const left = colorway.filter((color) => !taken.has(color));
  const free = left.length > 0 ? left : colorway;
  let next = 0;
  return known.map((look) => (own && look) || { color: free[next++ % free.length] });
}

/** The same by colour alone, for a chart whose dashes mean something else. */
export function seriesColors(names: readonly string[]): string[] {
  const own = seriesStyles(names).map(({ color }) => color);
  return new Set(own).size === own.length ? own : names.map((_, i) => colorway[i % colorway.length]);
}
