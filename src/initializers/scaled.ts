import { requireKnownKeys, requireNumber } from "../errors";
import { independent, type Sampler } from "./initializer";

export interface GainOptions {
  /** Factor on the standard deviation, above 0 up to 100; default 1. */
  gain?: number;
}

export interface SlopeOptions {
  /** The slope below 0 of the leaky rectifier it is meant for, from −10 to 10; default 0. */
  slope?: number;
}

/** Variance gain²/fanIn (LeCun et al. 1998). The entries are normal, not truncated. */
export const lecunNormal = (options?: GainOptions): Sampler => lecun("normal", options);
/** Variance gain²/fanIn (LeCun et al. 1998), uniform. */
export const lecunUniform = (options?: GainOptions): Sampler => lecun("uniform", options);
/** Variance 2·gain²/(fanIn + fanOut) (Glorot & Bengio 2010, eq. 12). The entries are normal, not truncated. */
export const xavierNormal = (options?: GainOptions): Sampler => xavier("normal", options);
/** Variance 2·gain²/(fanIn + fanOut) (Glorot & Bengio 2010, eq. 16), uniform. */
export const xavierUniform = (options?: GainOptions): Sampler => xavier("uniform", options);
/** Variance 2/((1 + slope²)·fanIn) (He et al. 2015, eqs. 10 and 15). The entries are normal, not truncated. */
export const heNormal = (options?: SlopeOptions): Sampler => he("normal", options);
/** Variance 2/((1 + slope²)·fanIn) (He et al. 2015, eqs. 10 and 15), uniform. */
export const heUniform = (options?: SlopeOptions): Sampler => he("uniform", options);

type Shape = "normal" | "uniform";
const suffix = { normal: "Normal", uniform: "Uniform" };

function gainOf(name: string, options: GainOptions = {}): number {
  requireKnownKeys(`${name} options`, options, ["gain"]);
  return requireNumber(`${name} gain`, options.gain ?? 1, { above: 0, max: 100 });
}

function lecun(shape: Shape, options?: GainOptions): Sampler {
  const name = `lecun${suffix[shape]}`;
  const gain = gainOf(name, options);
  const tex = gain === 1 ? "\\frac{1}{n_{in}}" : `\\frac{${gain}^2}{n_{in}}`;
  return independent(shape, name, tex, (fanIn) => gain ** 2 / fanIn, { gain });
}

function xavier(shape: Shape, options?: GainOptions): Sampler {
  const name = `xavier${suffix[shape]}`;
  const gain = gainOf(name, options);
  const tex = `\\frac{2${gain === 1 ? "" : ` \\cdot ${gain}^2`}}{n_{in} + n_{out}}`;
  return independent(shape, name, tex, (fanIn, fanOut) => (2 * gain ** 2) / (fanIn + fanOut), { gain });
}

function he(shape: Shape, options: SlopeOptions = {}): Sampler {
  const name = `he${suffix[shape]}`;
  requireKnownKeys(`${name} options`, options, ["slope"]);
  const slope = requireNumber(`${name} slope`, options.slope ?? 0, { min: -10, max: 10 });
  const tex = slope === 0 ? "\\frac{2}{n_{in}}" : `\\frac{2}{(1 + ${slope}^2)\\,n_{in}}`;
  return independent(shape, name, tex, (fanIn) => 2 / ((1 + slope ** 2) * fanIn), { slope });
}
