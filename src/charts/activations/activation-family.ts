import { activation, type Activation } from "../../activations";
import { factorOverSeeds, layersOverSeeds, lossOverSeeds } from "../../comparison/over-seeds";
import type { Comparison, ComparisonRow } from "../../comparison/run-comparison";
import { InvalidArgument, requireKnownKeys } from "../../errors";
import { counted } from "../../shown";
import { rowsOf } from "../comparison/rows";
import { lineTraces, theoryLine } from "../comparison/lines";
import type { Predicted } from "../depth/profile";
import { theoriesOfRows } from "../depth/theories";
import { legendAtBottom } from "../parts/legend";
import { logBand, type LogBand } from "../parts/log-band";
import { type LogScale, scaleOfPowers } from "../parts/log-scale";
import { line } from "../parts/marks";
import { choices } from "../parts/menu";
import type { OneOrSeveral } from "../parts/results";
import { spread } from "../parts/sampled";
import { type Figure, figure, type Json, pretty, sizeOf, titled, wholeTicks, wrapped } from "../style/figure";
import { type SeriesStyle, seriesStyles } from "../style/series-style";
import { curvesOf } from "./function-and-slope";

const NAME = "charts.activationFamily";
/** Where f and f′ are drawn. */
const [FROM, TO] = [-4, 4];
/** More points than this cannot be seen in a quarter of a chart. */
const MOST_POINTS = 150;

/** One activation of the family: all that is drawn of it. */
interface Member {
  name: string;
  style: SeriesStyle;
  record: Activation;
  profile: LogBand;
  loss: LogBand;
  theory?: Predicted;
  units: number[];
  /** Base-10 logarithms of its factor per layer going back, NaN where there is none, and of its loss at the end. */
  factor: number;
  end: number;
}

/**
 * Activations side by side, a row of a comparison each: f, f′, rms δ over the layers before training, and the loss over the training.
 * A menu shows all of them, or one with its spread over seeds beside the first.
 * @param comparison what `compare` gives for nets of several activations with a training
 * @param options.theory mean-field predictions by the rows' names, dashed, δ through the measured output layer
 * @throws InvalidArgument when a row was not trained, or has not one activation in all hidden layers
 */
export function activationFamily(
  comparison: Comparison,
  options: { theory?: OneOrSeveral<Predicted> } = {},
): Figure {
  requireKnownKeys(`${NAME} options`, options, ["theory"]);
  const rows = rowsOf(NAME, comparison, { reports: "list", runs: "list", name: "string" });
  const { seeds } = comparison;
  const names = rows.map(({ name }) => name);
  const theories = theoriesOfRows(NAME, names, options.theory);
  const styles = seriesStyles(names);
  const members = rows.map((row, i) => memberOf(row, styles[i], theories.get(row.name)));
  const scales = { profile: scaleOf(members.map(({ profile }) => profile)), loss: scaleOf(members.map(({ loss }) => loss)) }; // prettier-ignore
  const traces = members.map((member) => tracesOf(member, scales));
  const visible = (shows: (member: number, isPlain: boolean) => boolean): boolean[] =>
    traces.flatMap((own, i) => own.map(({ plain }) => shows(i, plain)));
  const all = { label: "all", title: messageOf(members), visible: visible((_, isPlain) => isPlain) };
  const each = members.slice(1).map((member, i) => ({
    label: member.name,
    title: messageOf([member, members[0]]),
    visible: visible((j) => j === 0 || j === i + 1),
  }));
  const { data, updatemenus } = choices(traces.flat().map(({ trace }) => trace), [all, ...each]); // prettier-ignore
  const description = `${counted(members.length, "activation")}, ${counted(seeds.length, "seed")} each: f, f′, rms δ per layer and the loss over the training. ${members.map(sentenceOf).join(" ")}`;
  return figure({ title: all.title, description }, data, { ...layoutOf(members, scales), updatemenus });
}

function memberOf(row: ComparisonRow, style: SeriesStyle, theory?: Predicted): Member {
  const { name, reports, runs } = row;
  if (reports.length === 0 || runs.length === 0)
    throw new InvalidArgument(`${NAME} rows`, "must have been trained, with training: { steps, … }", name);
  const { activations } = reports[0].description;
  const [first] = activations;
  if (first === undefined || activations.some((other) => JSON.stringify(other) !== JSON.stringify(first)))
    throw new InvalidArgument(`${NAME} rows`, "must have one activation in all hidden layers", name);
  const places = spread(Math.min(...runs.map(({ loss }) => loss.length)), MOST_POINTS);
  const loss = { name, ...style, ...lossOverSeeds(runs, places) };
  return {
    name,
    style,
    record: activation(first),
    profile: { name, ...style, markers: true, ...layersOverSeeds(reports, "deltaRms") },
    loss,
    ...(theory && { theory }),
    units: reports[0].layers.map(({ units }) => units),
    factor: factorOverSeeds(reports, "deltaRms").mean,
    end: loss.mean.at(-1)!,
  };
}

const scaleOf = (bands: readonly LogBand[]): LogScale =>
  scaleOfPowers(...bands.flatMap(({ mean, low, high }) => [mean, low, high]));

/** An axis for the losses that leaves out how far a net which diverges goes beyond ten times the largest loss at the start. */
function rangeOf(bands: readonly LogBand[]): Json {
  const starts = bands.map(({ mean }) => mean[0]).filter(Number.isFinite);
  const most = Math.max(...starts) + 1;
  if (starts.length === 0 || !bands.some(({ high }) => high.some((power) => power > most))) return {};
  // Where one of several seeds diverges, the band goes as far down as up.
  const kept = bands.flatMap(({ mean, low, high }) => [...mean, ...low.filter((_, i) => high[i] <= most)]);
  return { range: [Math.min(...kept.filter(Number.isFinite)) - 0.2, most] };
}

/** A trace, and whether it is one of those that are shown of all members at once. */
interface Drawn {
  trace: Json;
  plain: boolean;
}

function tracesOf(
  member: Member,
  { profile: profileScale, loss: lossScale }: { profile: LogScale; loss: LogScale },
): Drawn[] {
  const { name, style, record, profile, loss, theory, units } = member;
  const { x, f, slope } = curvesOf(record, FROM, TO);
  const look = { ...style, legendgroup: name };
  const hovertemplate = `${name}: %{y:.3f} at x = %{x:.2f}<extra></extra>`;
  const predicted = theory ? lineTraces(theoryLine("deltaRms", profile, theory, units), profileScale) : [];
  const panel = (axes: string, traces: readonly Json[], plain: (i: number) => boolean): Drawn[] =>
    traces.map((trace, i) => ({ trace: { ...trace, xaxis: `x${axes}`, yaxis: `y${axes}`, showlegend: false }, plain: plain(i) })); // prettier-ignore
  const curve = line(name, x, f, { ...look, hovertemplate });
  return [
    { trace: curve, plain: true },
    ...panel("2", [line(name, x, slope, { ...look, hovertemplate })], () => true),
    // Of all at once there is room for the lines alone.
    ...panel("3", [...logBand(profile, profileScale), ...predicted], (i) => i === 1),
    ...panel("4", logBand(loss, lossScale), (i) => i === 1),
  ];
}

const LEFT = [0, 0.44];
const RIGHT = [0.57, 1];
const UPPER = [0.57, 0.95];
const LOWER = [0, 0.38];

function layoutOf(
  members: readonly Member[],
  { profile, loss }: { profile: LogScale; loss: LogScale },
): Json {
  const layers = Math.max(...members.flatMap((member) => member.profile.x));
  const heading = (text: string, [x]: number[], [, y]: number[]): Json => ({ text, x, y, xref: "paper", yref: "paper", xanchor: "left", yanchor: "bottom", showarrow: false, font: { size: 13 } }); // prettier-ignore
  return {
    height: 720,
    xaxis: titled("x", { domain: LEFT, range: [FROM, TO], anchor: "y" }),
    yaxis: titled("", { domain: UPPER, anchor: "x" }),
    xaxis2: titled("x", { domain: RIGHT, range: [FROM, TO], anchor: "y2" }),
    yaxis2: titled("", { domain: UPPER, anchor: "x2" }),
    xaxis3: titled("layer", {
      domain: LEFT,
      range: [0.5, layers + 0.5],
      anchor: "y3",
      ...wholeTicks(layers),
    }),
    yaxis3: profile.axis("", { domain: LOWER, anchor: "x3" }),
    xaxis4: titled("training step", { domain: RIGHT, anchor: "y4", nticks: 5 }),
    yaxis4: loss.axis("", { domain: LOWER, anchor: "x4", ...rangeOf(members.map((member) => member.loss)) }),
    annotations: [
      heading("f(x)", LEFT, UPPER),
      heading("slope f′(x)", RIGHT, UPPER),
      heading(profile.label("rms δ, untrained"), LEFT, LOWER),
      heading(loss.label("loss of the batch"), RIGHT, LOWER),
    ],
    legend: legendAtBottom,
    margin: { l: 46, r: 14, b: 110 },
  };
}

const factorOf = ({ factor }: Member): string => (Number.isFinite(factor) ? `×${sizeOf(factor)}` : "no trend"); // prettier-ignore
const endOf = ({ end }: Member): string => (Number.isFinite(end) ? sizeOf(end) : "not finite");

/** Of two both, of more the ends. */
function messageOf(members: readonly Member[]): string {
  const between = (key: "factor" | "end", what: string, words: (member: Member) => string): string => {
    const sorted = members.filter((member) => Number.isFinite(member[key])).toSorted((a, b) => a[key] - b[key]); // prettier-ignore
    const told = members.length > 2 ? [sorted[0], sorted.at(-1)] : members;
    const said = told.flatMap((member) => (member ? [`${words(member)} (${member.name})`] : []));
    return said.length > 0
      ? wrapped([`${what} ${said[0]}`, ...said.slice(1)])
      : `${what}: ${words(members[0])}`;
  };
  return `${between("factor", "δ per layer", factorOf)}<br>${between("end", "loss at the end", endOf)}`;
}

const sentenceOf = (member: Member): string =>
  `${member.name}: slope at most ${pretty(member.record.bound.value)}, δ ${factorOf(member)} per layer, loss ${endOf(member)} at the end.`;
