import { InvalidArgument, requireKnownKeys, requireNumber } from "../../errors";
import { rootBetween } from "../../numerics/root";

/**
 * What a wide leaky layer makes of the cosine c of two inputs: C(c) = c + (1 − α)²/(π(1 + α²))·(√(1 − c²) − c·arccos c)
 * (Zhang, Botev & Martens 2022); at α = 0 the arc-cosine map of ReLU (Cho & Saul 2009), at α = 1 the identity.
 * @param cosine c, −1 to 1
 * @param slope α, −10 to 10
 */
export function leakyCosineMap(cosine: number, slope: number): number {
  const c = requireNumber("leakyCosineMap cosine", cosine, { min: -1, max: 1 });
  const a = requireNumber("leakyCosineMap slope", slope, { min: -10, max: 10 });
  const bent = Math.sqrt((1 - c) * (1 + c)) - c * Math.acos(c);
  return Math.min(1, c + ((1 - a) ** 2 / (Math.PI * (1 + a * a))) * bent);
}

/**
 * The slope, from 0 to 1, with which a wide leaky net of a given depth takes two inputs of one cosine to another: "tailored"
 * (Zhang, Botev & Martens 2022, section 4).
 * @param options.depth hidden layers, a whole number from 1 to 100 000
 * @param options.from cosine of the inputs, from −1, below `to`; default 0
 * @param options.to cosine after the last layer, below 1; default 0.9, the paper's
 * @throws InvalidArgument when even ReLU stays below `to` at this depth
 */
export function tailoredSlope(options: { depth: number; from?: number; to?: number }): number {
  requireKnownKeys("tailoredSlope options", options, ["depth", "from", "to"]);
  const depth = requireNumber("tailoredSlope depth", options.depth, { min: 1, max: 100_000, whole: true });
  const to = requireNumber("tailoredSlope to", options.to ?? 0.9, { above: -1, max: 1 - 1e-9 });
  const from = requireNumber("tailoredSlope from", options.from ?? 0, { min: -1, max: to });
  const beyond = (slope: number): number => {
    let cosine = from;
    for (let layer = 0; layer < depth; layer++) cosine = leakyCosineMap(cosine, slope);
    return cosine - to;
  };
  const relu = beyond(0);
  const rule = `must be enough for ReLU to reach a cosine of ${to}, and it reaches ${relu + to}`;
  if (relu < 0) throw new InvalidArgument("tailoredSlope depth", rule, depth);
  return from === to ? 1 : rootBetween(beyond, 0, 1);
}
