import { requireKnownKeys } from "../errors";
import { cos, sin } from "../numerics/elementary";
import { random } from "../random/random";
import type { Dataset } from "./dataset";
import { requireNoise, plane, type PlaneOptions, requirePoints } from "./plane";

/** What `moons` takes. */
export interface MoonsOptions extends PlaneOptions {
  /** Standard deviation of the noise in units of a moon's radius, 0 to 1; default 0.1. */
  noise?: number;
}

/**
 * Two interleaved half circles of radius 1, the lower one shifted by (1, ½); both columns standardized to mean 0 and
 * variance 1.
 * @throws InvalidArgument when an option is out of its range
 */
export function moons(options: MoonsOptions): Dataset {
  requireKnownKeys("moons options", options, ["points", "noise", "seed"]);
  const points = requirePoints("moons", options.points);
  const noise = requireNoise("moons", options.noise, 0.1);
  const stream = random(options.seed, "moons");
  const last = Math.max(1, Math.ceil(points / 2) - 1);
  return plane({ name: "two moons", points, classes: 2 }, (i) => {
    const label = i % 2;
    const angle = (Math.PI * Math.floor(i / 2)) / last;
    const [x, y] = label === 0 ? [cos(angle), sin(angle)] : [1 - cos(angle), 0.5 - sin(angle)];
    return [x + noise * stream.normal(), y + noise * stream.normal(), label];
  });
}
