import { requireKnownKeys, requireNumber } from "../errors";
import { cos, sin } from "../numerics/elementary";
import { random } from "../random/random";
import type { Dataset } from "./dataset";
import { requireNoise, plane, type PlaneOptions, requirePoints } from "./plane";

/** What `circles` takes. */
export interface CirclesOptions extends PlaneOptions {
  /** Radius of the inner circle in units of the outer one's, 0 to 0.99; default 0.5. */
  inner?: number;
  /** Standard deviation of the noise in units of the outer radius, 0 to 1; default 0.05. */
  noise?: number;
}

/**
 * Two circles around one centre, class 0 the outer and class 1 the inner; both columns standardized to mean 0 and
 * variance 1.
 * @throws InvalidArgument when an option is out of its range
 */
export function circles(options: CirclesOptions): Dataset {
  requireKnownKeys("circles options", options, ["points", "inner", "noise", "seed"]);
  const points = requirePoints("circles", options.points);
  const inner = requireNumber("circles inner", options.inner ?? 0.5, { min: 0, max: 0.99 });
  const noise = requireNoise("circles", options.noise, 0.05);
  const stream = random(options.seed, "circles");
  const perCircle = Math.ceil(points / 2);
  return plane({ name: "circles", points, classes: 2 }, (i) => {
    const label = i % 2;
    const radius = label === 0 ? 1 : inner;
    const angle = (2 * Math.PI * Math.floor(i / 2)) / perCircle;
    return [
      radius * cos(angle) + noise * stream.normal(),
      radius * sin(angle) + noise * stream.normal(),
      label,
    ];
  });
}
