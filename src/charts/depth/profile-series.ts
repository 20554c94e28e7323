import { type ProbeName, PROBES } from "../../probes";
import { log10Of, type ProfiledLayer, wrongInFloat32 } from "../../probes/profile";
import { onePerGroup } from "../parts/legend";
import { type LogScale, logScale, type Sizes } from "../parts/log-scale";
import { logSeries } from "../parts/log-series";
import { type Json, palette, titled, wholeLabels } from "../style/figure";
import type { NamedProfile, PredictedLayer } from "./profile";

/** What is drawn of one quantity, and its axis. */
export interface ProfileView {
  data: Json[];
  axis: Json;
}

/** One quantity of every report, with theory and what float32 alone shows. */
export function viewOf(quantity: ProbeName, profiles: readonly NamedProfile[]): ProfileView {
  const { label, logarithmic } = PROBES[quantity];
  if (!logarithmic) {
    const data = profiles.flatMap((profile) => [plain(quantity, profile), ...plainTheory(quantity, profile)]);
    return { data: onePerGroup(data), axis: titled(label, { type: "linear" }) };
  }
  const shown = profiles.map(({ layers }) => ({ values: wrongInFloat32(layers, quantity).map(({ float32 }) => float32![quantity]!) })); // prettier-ignore
  const scale = logScale(...profiles.map(({ layers }) => sizesOf(quantity, layers)), ...shown);
  const data = profiles.flatMap((profile) => [
    ...logSeries({
      name: profile.name || "measured",
      x: profile.layers.map((_, i) => i + 1),
      scale,
      ...sizesOf(quantity, profile.layers),
      style: { line: { color: profile.color }, ...pointing(profile.layers) },
    }),
    ...float32Alone(quantity, profile, scale, profiles.length === 1 ? palette.orange : profile.color),
    ...theoryTrace(quantity, profile, scale, profiles.length === 1 ? palette.vermillion : profile.color),
  ]);
  return { data: onePerGroup(data), axis: { ...scale.axis(label), ...room(data, scale.axis(label)) } };
}

/** Powers of ten that a log axis has at least, so that what scatters about a level looks level. */
const LEAST_SPAN = 2;

/** A wider range for an axis whose numbers span less. */
function room(data: readonly Json[], axis: Json): Json {
  const powers = data.flatMap(({ y }) => Array.from(y as ArrayLike<number | null>).flatMap((at) => (at === null ? [] : Math.log10(at)))); // prettier-ignore
  const [least, most] = [Math.min(...powers), Math.max(...powers)];
  if (axis["type"] !== "log" || !(most - least < LEAST_SPAN)) return {};
  const middle = (least + most) / 2;
  const range = [middle - LEAST_SPAN / 2, middle + LEAST_SPAN / 2];
  return { range, ...wholeLabels(range[0], range[1]) };
}

const sizesOf = (quantity: ProbeName, layers: readonly ProfiledLayer[]): Sizes => ({
  values: layers.map((layer) => layer[quantity] ?? Number.NaN),
  log10: layers.map((layer) => log10Of(layer, quantity)),
});

/** The names of a model's layers, where a point is pointed at. */
const pointing = (layers: readonly ProfiledLayer[]): Json =>
  layers.some(({ name }) => name) ? { text: layers.map(({ name, layer }) => name ?? String(layer)) } : {};

/** A quantity that is drawn on a linear axis. */
const plain = (quantity: ProbeName, { name, color, layers }: NamedProfile): Json => ({
  type: "scatter",
  mode: "lines+markers",
  name: name || "measured",
  x: layers.map((_, i) => i + 1),
  y: layers.map((layer) => layer[quantity]),
  line: { color },
  ...pointing(layers),
});

const dashed = (color: string): Json => ({
  type: "scatter",
  mode: "lines",
  name: "mean-field theory",
  legendgroup: "theory",
  line: { color, dash: "dash" },
});

function plainTheory(quantity: ProbeName, { theory, color, name }: NamedProfile): Json[] {
  const values = theory?.layers.map((layer) => layer[quantity as keyof PredictedLayer]);
  if (!theory || values?.[0] === undefined) return [];
  return [{ ...dashed(name ? color : palette.vermillion), x: theory.layers.map((_, i) => i + 1), y: values }];
}

/** Theory on a log axis; δ is relative, so that it goes through the measured output layer. */
function theoryTrace(
  quantity: ProbeName,
  { theory, layers }: NamedProfile,
  scale: LogScale,
  color: string,
): Json[] {
  // prettier-ignore
  if (!theory) return [];
  const x = theory.layers.map((_, i) => i + 1);
  if (quantity !== "deltaRms") {
    const values = theory.layers.map((layer) => layer[quantity as keyof PredictedLayer] ?? Number.NaN);
    return values.some(Number.isFinite) ? [{ ...dashed(color), x, y: scale.places({ values }) }] : [];
  }
  const last = log10Of(layers.at(-1)!, quantity);
  const [anchor, size] = Number.isFinite(last) ? [last, layers.at(-1)!.deltaRms!] : [0, 1];
  const y = scale.places({
    values: theory.layers.map(({ deltaRms }) => deltaRms * size),
    log10: theory.layers.map(
      ({ log10DeltaRms, deltaRms }) => (log10DeltaRms ?? Math.log10(deltaRms)) + anchor,
    ),
  });
  return [{ ...dashed(color), x, y }];
}

/** What float32 alone would have shown, where that is something else. */
function float32Alone(
  quantity: ProbeName,
  { name, layers }: NamedProfile,
  scale: LogScale,
  color: string,
): Json[] {
  // prettier-ignore
  const wrong = wrongInFloat32(layers, quantity);
  if (wrong.length === 0) return [];
  const x = wrong.map((layer) => layers.indexOf(layer) + 1);
  const values = wrong.map(({ float32 }) => float32![quantity]!);
  const alone = name ? `${name}, float32 alone` : "float32 alone";
  const marker = { symbol: "circle-open", size: 8, color };
  const style = { mode: "markers", marker, legendgroup: "float32 alone" };
  const traces = logSeries({ name: alone, x, values, scale, style, zero: "float32 alone: 0" });
  return traces.filter(({ y }) => (y as unknown[]).some((place) => place !== null));
}
