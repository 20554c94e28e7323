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

/**
 * How series look that are told apart by their names: where each is another activation ("elu", "leakyRelu(0.1)") or optimizer ("adam(0.01)",
 * "gradient descent"), as these look in every chart; otherwise in the palette's order.
 */
export function seriesStyles(names: readonly string[]): SeriesStyle[] {
  const bare = names.map((name) => name.replace(/\(.*\)$/s, ""));
  if (names.length > 1 && bare.every(isActivation) && new Set(bare).size === bare.length)
    return bare.map((name) => ACTIVATIONS[name]);
  const optimizers = bare.flatMap((name) => optimizerColor(name) ?? []);
  if (names.length > 1 && new Set(optimizers).size === names.length)
    return optimizers.map((color) => ({ color }));
  return names.map((_, i) => ({ color: colorway[i % colorway.length] }));
}

/** The same by colour alone, for a chart whose dashes mean something else. */
export function seriesColors(names: readonly string[]): string[] {
  const own = seriesStyles(names).map(({ color }) => color);
  return new Set(own).size === own.length ? own : names.map((_, i) => colorway[i % colorway.length]);
}
