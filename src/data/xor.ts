import { requireKnownKeys } from "../errors";
import { random } from "../random/random";
import type { Dataset } from "./dataset";
import { requireNoise, plane, type PlaneOptions, requirePoints } from "./plane";

/** What `xor` takes. */
export interface XorOptions extends PlaneOptions {
  /** Standard deviation of the noise around each corner, 0 to 1; default 0.2; the corners are 2 apart. */
  noise?: number;
}

const CORNERS = [
  [-1, -1],
  [-1, 1],
  [1, 1],
  [1, -1],
] as const;

/**
 * Exclusive or: points around the corners (±1, ±1), of class 1 where the corner's signs differ.
 * No line separates the classes; `xor({ points: 4, noise: 0, seed: 1 })` is the classical table. Not standardized: the
 * corners are centred already, and the sign of x₁x₂ then tells the class.
 * @throws InvalidArgument when an option is out of its range
 * @see Minsky & Papert, Perceptrons, 1969
 */
export function xor(options: XorOptions): Dataset {
  requireKnownKeys("xor options", options, ["points", "noise", "seed"]);
  const points = requirePoints("xor", options.points);
  const noise = requireNoise("xor", options.noise, 0.2);
  const stream = random(options.seed, "xor");
  return plane({ name: "XOR", points, classes: 2, raw: true }, (i) => {
    const [x, y] = CORNERS[i % 4];
    return [x + noise * stream.normal(), y + noise * stream.normal(), x * y < 0 ? 1 : 0];
  });
}
