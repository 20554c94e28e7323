import { InvalidArgument, requireKnownKeys, requireNumber } from "../errors";
import { independent, type Sampler, type Shape } from "./initializer";

/** What initializers that scale with the fans take. */
export interface GainOptions {
  /** Factor on the standard deviation, above 0 up to 100; default 1. */
  gain?: number;
}

/** What He's initializers take. */
export interface SlopeOptions {
  /** The slope below 0 of the leaky rectifier it is meant for, from −10 to 10; default 0. */
  slope?: number;
}

/** What the normal ones take besides. */
export interface TruncationOptions {
  /** Cuts entries off at two deviations without correction, as frameworks do: 0.774 of the variance. Default false. */
  truncated?: boolean;
}

/** Variance gain²/fanIn (LeCun et al. 1998). The entries are normal, and not truncated unless asked. */
export const lecunNormal = (options: GainOptions & TruncationOptions = {}): Sampler =>
  lecun("normal", options);
/** Variance gain²/fanIn (LeCun et al. 1998), uniform. */
export const lecunUniform = (options: GainOptions = {}): Sampler => lecun("uniform", options);
/** Variance 2·gain²/(fanIn + fanOut) (Glorot & Bengio 2010, eq. 12). The entries are normal, and not truncated unless asked. */
export const xavierNormal = (options: GainOptions & TruncationOptions = {}): Sampler =>
  xavier("normal", options);
/** Variance 2·gain²/(fanIn + fanOut) (Glorot & Bengio 2010, eq. 16), uniform. */
export const xavierUniform = (options: GainOptions = {}): Sampler => xavier("uniform", options);
/** Variance 2/((1 + slope²)·fanIn) (He et al. 2015, eqs. 10 and 15). The entries are normal, and not truncated unless asked. */
export const heNormal = (options: SlopeOptions & TruncationOptions = {}): Sampler => he("normal", options);
/** Variance 2/((1 + slope²)·fanIn) (He et al. 2015, eqs. 10 and 15), uniform. */
export const heUniform = (options: SlopeOptions = {}): Sampler => he("uniform", options);

type Family = "normal" | "uniform";
const suffix = { normal: "Normal", uniform: "Uniform" };

/** Checks the options that all share, and tells how entries are drawn and which parameters say so. */
function drawn(
  name: string,
  family: Family,
  options: TruncationOptions,
  own: string,
): { shape: Shape; parameters: TruncationOptions } {
  if (family === "uniform") {
    requireKnownKeys(`${name} options`, options, [own]);
    return { shape: family, parameters: {} };
  }
  requireKnownKeys(`${name} options`, options, [own, "truncated"]);
  const truncated = options.truncated ?? false;
  if (typeof truncated !== "boolean")
    throw new InvalidArgument(`${name} truncated`, "must be true or false", truncated);
  return { shape: truncated ? "truncated" : "normal", parameters: { truncated } };
}

const gainOf = (name: string, { gain = 1 }: GainOptions): number =>
  requireNumber(`${name} gain`, gain, { above: 0, max: 100 });

function lecun(family: Family, options: GainOptions & TruncationOptions = {}): Sampler {
  const name = `lecun${suffix[family]}`;
  const { shape, parameters } = drawn(name, family, options, "gain");
  const gain = gainOf(name, options);
  const tex = gain === 1 ? "\\frac{1}{n_{in}}" : `\\frac{${gain}^2}{n_{in}}`;
  return independent(shape, name, tex, (fanIn) => gain ** 2 / fanIn, { gain, ...parameters });
}

function xavier(family: Family, options: GainOptions & TruncationOptions = {}): Sampler {
  const name = `xavier${suffix[family]}`;
  const { shape, parameters } = drawn(name, family, options, "gain");
  const gain = gainOf(name, options);
  const tex = `\\frac{2${gain === 1 ? "" : ` \\cdot ${gain}^2`}}{n_{in} + n_{out}}`;
  const variance = (fanIn: number, fanOut: number): number => (2 * gain ** 2) / (fanIn + fanOut);
  return independent(shape, name, tex, variance, { gain, ...parameters });
}

function he(family: Family, options: SlopeOptions & TruncationOptions = {}): Sampler {
  const name = `he${suffix[family]}`;
  const { shape, parameters } = drawn(name, family, options, "slope");
  const slope = requireNumber(`${name} slope`, options.slope ?? 0, { min: -10, max: 10 });
  const tex = slope === 0 ? "\\frac{2}{n_{in}}" : `\\frac{2}{(1 + ${slope}^2)\\,n_{in}}`;
  return independent(shape, name, tex, (fanIn) => 2 / ((1 + slope ** 2) * fanIn), { slope, ...parameters });
}
