import { requireKnownKeys, requireNumber } from "../errors";
import { cos, sin } from "../numerics/elementary";
import { random } from "../random/random";
import { type Dataset, standardize, shownData } from "./dataset";

/** What `spirals` takes. */
export interface SpiralsOptions {
  /** How many points, 2 to 1 000 000; default 400. */
  points?: number;
  /** How many arms, each a class, 2 to 10; default 2. */
  classes?: number;
  /** Turns of each arm, above 0 up to 5; default 1. */
  turns?: number;
  /** Standard deviation of the noise in units of the spiral's radius, 0 to 1; default 0.02. */
  noise?: number;
  /** A whole number from 0. */
  seed: number;
}

/**
 * Interleaved spirals in the plane, one class per arm, both columns standardized to mean 0 and variance 1.
 * @throws InvalidArgument when an option is out of its range
 */
export function spirals(options: SpiralsOptions): Dataset {
  requireKnownKeys("spirals options", options, ["points", "classes", "turns", "noise", "seed"]);
  const points = requireNumber("spirals points", options.points ?? 400, { min: 2, max: 1e6, whole: true });
  const classes = requireNumber("spirals classes", options.classes ?? 2, { min: 2, max: 10, whole: true });
  const turns = requireNumber("spirals turns", options.turns ?? 1, { above: 0, max: 5 });
  const noise = requireNumber("spirals noise", options.noise ?? 0.02, { min: 0, max: 1 });
  const stream = random(options.seed, "spirals");
  const coordinates = new Float64Array(points * 2);
  const labels = new Int32Array(points);
  for (let i = 0; i < points; i++) {
    const arm = i % classes;
    // The square root spreads the points evenly along the arm.
    const t = Math.sqrt(
      0.02 + (0.98 * Math.floor(i / classes)) / Math.max(1, Math.ceil(points / classes) - 1),
    );
    const angle = 2 * Math.PI * (turns * t + arm / classes);
    coordinates[2 * i] = t * cos(angle) + noise * stream.normal();
    coordinates[2 * i + 1] = t * sin(angle) + noise * stream.normal();
    labels[i] = arm;
  }
  standardize(coordinates, 2);
  return shownData({
    name: "spirals",
    inputs: Float32Array.from(coordinates),
    labels,
    points,
    features: 2,
    classes,
  });
}
