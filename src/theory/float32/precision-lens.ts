import { isList, requireChoice, requireFields, requireKnownKeys, requireNumberList, InvalidArgument } from "../../errors"; // prettier-ignore
import type { Magnitude } from "../../numerics/magnitude";
import { log10Of, type ProfiledLayer } from "../../probes/profile";
import { numberFormat, type NumberFormatName, numberFormatNames, rounded } from "./number-format";

/** What the lens reads of a report. */
interface Layers {
  /** From the first layer to the output. */
  readonly layers: readonly ProfiledLayer[];
}

/** What one format still shows of a gradient on its way back. */
export interface FormatView {
  /** The format. */
  format: NumberFormatName;
  /** The base-10 logarithm of what it shows of every layer, the scale divided out again: −Infinity for 0, NaN beyond an overflow. */
  log10: number[];
  /** In how many layers it shows 0, where the gradient is not 0. */
  lost: number;
  /** In how many layers it shows nothing finite. */
  overflown: number;
}

/** A gradient through the lens of some formats. */
export interface PrecisionLens {
  /** The base-10 logarithms of its true sizes, from the first layer to the output. */
  log10: number[];
  /** What the formats show, for each scale of the loss. */
  scales: {
    /** What the loss is multiplied by. */
    lossScale: number;
    /** Each format's view. */
    views: FormatView[];
  }[];
}

/**
 * What is left of δ in every layer when it is stored in fewer bits, with and without loss scaling (Micikevicius et al. 2018).
 *
 * A number of each layer's size is multiplied by the scale, rounded to the format, and divided by the scale again; what is 0
 * or not finite in one layer stays so in all layers below it. Single entries of δ scatter about their size, so that a net
 * loses some of them earlier and some later.
 * @param profile what `measure` gives, or the sizes of δ themselves from the first layer to the output
 * @param options.formats default ["float16", "bfloat16", "float32"]; also "float8E4M3" and "float8E5M2"
 * @param options.lossScales what the loss is multiplied by; default [1, 2 ** 16], of which the second is where PyTorch's GradScaler begins
 */
export function precisionLens(
  profile: Layers | ArrayLike<number>,
  options: { formats?: readonly NumberFormatName[]; lossScales?: ArrayLike<number> } = {},
): PrecisionLens {
  const sizes = sizesOf(profile);
  requireKnownKeys("precisionLens options", options, ["formats", "lossScales"]);
  const { formats = ["float16", "bfloat16", "float32"], lossScales = [1, 2 ** 16] } = options;
  if (!Array.isArray(formats) || formats.length === 0)
    throw new InvalidArgument("precisionLens formats", "must be a list of names", formats, numberFormatNames);
  for (const name of formats) requireChoice("precisionLens formats", name, numberFormatNames);
  const scales = requireNumberList("precisionLens lossScales", lossScales, { least: 1, above: 0 });
  return {
    log10: sizes.map(({ log10 }) => log10),
    scales: scales.map((lossScale) => ({
      lossScale,
      views: formats.map((format) => viewOf(format, sizes, lossScale)),
    })),
  };
}

function sizesOf(profile: Layers | ArrayLike<number>): Magnitude[] {
  if (isList(profile)) {
    const sizes = requireNumberList("precisionLens profile", profile, { least: 1 });
    return sizes.map((size) => ({ value: Math.abs(size), log10: Math.log10(Math.abs(size)) }));
  }
  const from = "measure(net, data)";
  requireFields("precisionLens profile", profile, { layers: "list" }, from);
  if (profile.layers.length === 0)
    throw new InvalidArgument("precisionLens profile", "must have a layer", profile);
  for (const layer of Array.from(profile.layers))
    requireFields("precisionLens profile layer", layer, { deltaRms: "number" }, from);
  return profile.layers.map((layer) => ({ value: layer.deltaRms!, log10: log10Of(layer, "deltaRms") }));
}

/** What a format shows, going back from the output. */
function viewOf(name: NumberFormatName, sizes: readonly Magnitude[], lossScale: number): FormatView {
  const format = numberFormat(name);
  const seen: number[] = [];
  let above = 1;
  for (const { value, log10 } of sizes.toReversed()) {
    // The number itself where float64 holds it: a tie stays a tie.
    const scaled = value > 2 ** -1000 ? value * lossScale : 10 ** (log10 + Math.log10(lossScale));
    if (above !== 0 && Number.isFinite(above)) above = rounded(scaled, format);
    seen.push(Number.isFinite(above) ? Math.log10(above / lossScale) : Number.NaN);
  }
  const log10 = seen.toReversed();
  return {
    format: name,
    log10,
    lost: log10.filter((power, i) => power === -Infinity && sizes[i].log10 > -Infinity).length,
    overflown: log10.filter(Number.isNaN).length,
  };
}
