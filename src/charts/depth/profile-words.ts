import { type ProbeName, PROBES } from "../../probes";
import {
  brokenPart,
  hiddenGoingBack,
  log10Of,
  type ProfiledLayer,
  wrongInFloat32,
} from "../../probes/profile";
import { counted } from "../../shown";
import { trend } from "../parts/trend";
import { pretty, sizeOf, wrapped } from "../style/figure";
import type { NamedProfile } from "./profile";

/** What the chart says of one quantity. */
export const message = (quantity: ProbeName, profiles: readonly NamedProfile[]): string =>
  profiles.length === 1 ? messageOfOne(quantity, profiles[0]) : comparison(quantity, profiles);

function messageOfOne(quantity: ProbeName, profile: NamedProfile): string {
  const { layers, theory } = profile;
  const { symbol, logarithmic } = PROBES[quantity];
  const broken = brokenPart(layers);
  if (broken?.part === "weights")
    return `The weights of layer ${broken.layer} are not finite numbers:<br>there is no gradient to see`;
  if (broken) return "The forward pass is not finite in float32:<br>there is no gradient to see";
  if (!logarithmic) return ends(quantity, layers);
  if (layers.some((layer) => overflows(log10Of(layer, quantity))))
    return `${symbol} overflows float32: the net explodes`;
  const back = trendOf(quantity, profile);
  if (back === undefined) return `${symbol}: too few layers with a gradient to see a trend`;
  const notes = [];
  if (theory && quantity === "deltaRms") notes.push(`theory: ×${pretty(theory.factorPerLayer)}`);
  const wrong = wrongInFloat32(layers, quantity).length;
  if (wrong > 0) notes.push(`float32 alone gets ${wrong} of ${layers.length} layers wrong`);
  const below = notes.length > 0 ? `<br>${wrapped(notes, ";")}` : "";
  return `${symbol} ${trend(back.factor, back.steps)} going back: ×${pretty(back.factor)} per layer${below}`;
}

const overflows = (log10: number): boolean => Number.isNaN(log10) || log10 === Infinity;

/** A quantity that has no trend, at both ends. */
function ends(quantity: ProbeName, layers: readonly ProfiledLayer[]): string {
  const at = (layer: ProfiledLayer): string => pretty(layer[quantity] ?? Number.NaN);
  return `${PROBES[quantity].symbol}: ${at(layers[0])} in layer 1,<br>${at(layers.at(-1)!)} in the output layer`;
}

/** What depends on the activations that a layer is given, and on how many they are. */
const OF_WEIGHTS: ReadonlySet<ProbeName> = new Set(["weightNorm", "updateRatio", "gradientRms", "gradientMeanAbs", "gradientMax"]); // prettier-ignore

/**
 * The factor per layer going back, over the hidden layers; of a gradient of weights without the first, if that is given
 * another number of inputs than the others, and there are enough others.
 */
function trendOf(quantity: ProbeName, { layers, inputs }: NamedProfile): ReturnType<typeof hiddenGoingBack> {
  const [first, second] = layers;
  const unlike = inputs !== undefined && second !== undefined && inputs !== first.units;
  const alike = unlike && OF_WEIGHTS.has(quantity) ? layers.slice(1) : layers;
  return hiddenGoingBack(alike, quantity) ?? hiddenGoingBack(layers, quantity);
}

/** More reports than this are told by the two that differ most. */
const MOST_NAMED = 4;

/** The factors per layer of several reports, or their means where there is no factor. */
function comparison(quantity: ProbeName, profiles: readonly NamedProfile[]): string {
  const { symbol, logarithmic } = PROBES[quantity];
  const numbers = profiles.map((profile) => {
    const { name, layers } = profile;
    const value = logarithmic ? trendOf(quantity, profile)?.factor : hiddenMean(layers, quantity);
    return { name, value: value !== undefined && Number.isFinite(value) ? value : undefined };
  });
  const said = ({ name, value }: (typeof numbers)[number]): string =>
    value === undefined ? `${name}: no trend` : `${name}${logarithmic ? " ×" : ": "}${pretty(value)}`;
  const known = numbers.filter(({ value }) => value !== undefined).toSorted((a, b) => a.value! - b.value!);
  const told = profiles.length > MOST_NAMED && known.length > 1 ? [known[0], known.at(-1)!] : numbers;
  const what = logarithmic ? "going back, per layer:" : "mean of hidden layers:";
  return `${symbol}${logarithmic ? "" : ","} ${what}<br>${told === numbers ? wrapped(told.map(said)) : told.map(said).join(" to ")}`;
}

/** The mean of a quantity over the hidden layers, or over the one layer that there is. */
function hiddenMean(layers: NamedProfile["layers"], quantity: ProbeName): number {
  const hidden = layers.length > 1 ? layers.slice(0, -1) : layers;
  return hidden.reduce((sum, layer) => sum + (layer[quantity] ?? Number.NaN), 0) / hidden.length;
}

/** What the chart shows of δ, or of what there is of it, in numbers. */
export function describeProfiles(profiles: readonly NamedProfile[]): string {
  if (profiles.length === 1) return `Gradient per layer of ${describe(profiles[0])}.`;
  return `Gradient per layer. ${profiles.map((profile) => `${profile.name}: ${describe(profile)}.`).join(" ")}`;
}

function describe({ layers, activations, theory }: NamedProfile): string {
  const quantity = layers[0].deltaRms === undefined ? "weightNorm" : "deltaRms";
  const names = [...new Set(activations)].join(", ");
  const [first, last] = [layers[0], layers.at(-1)!];
  const net = first.name ? `a model of ${counted(layers.length, "layer")}` : `a net with ${counted(layers.length - 1, "hidden layer")}`; // prettier-ignore
  const broken = brokenPart(layers);
  if (broken?.part === "weights")
    return `${net}; the weights of layer ${broken.layer} are not finite numbers`;
  const anyOverflow = layers.some((layer) => log10Of(layer, quantity) === Infinity);
  const size = (layer: ProfiledLayer): string => {
    const power = log10Of(layer, quantity);
    if (power === -Infinity) return "0";
    return Number.isFinite(power) ? sizeOf(power) : anyOverflow ? "beyond float32" : "not finite";
  };
  const what = quantity === "deltaRms" ? "rms δ" : "‖∂C/∂W‖";
  const zero = layers.filter((layer) => log10Of(layer, quantity) === -Infinity).length;
  const wrong = wrongInFloat32(layers, quantity).length;
  return [
    `${net}${names ? ` (${names})` : ""}: ${what} is ${size(first)} in ${first.name ?? "layer 1"} and ${size(last)} in ${last.name ?? "the output layer"}`,
    ...(theory ? [`mean-field theory predicts a factor of ${pretty(theory.factorPerLayer)} per layer`] : []),
    ...(zero > 0 ? [`in ${counted(zero, "layer")} it is exactly 0`] : []),
    ...(wrong > 0 ? [`float32 alone gets ${wrong} of ${layers.length} layers wrong`] : []),
  ].join("; ");
}
