import { requireKnownKeys, requireNumber } from "../../errors";
import { digits, inShort, shown } from "../../shown";
import { atTest, type CurveInput, curveOf } from "../optimization/curve";
import { correlationMap, settledVariance } from "./correlation-map";
import { requireVariances, type Variances, varianceMap } from "./mean-field";

/** A map that is applied again and again, and one of its orbits. */
export interface Orbit {
  /** What is mapped: "q", the mean square of z, or "c", the correlation of two inputs' z. */
  variable: "q" | "c";
  /** The map's graph: values, rising. */
  x: number[];
  /** What the map makes of each. */
  y: number[];
  /** The start, and what it is after 1, 2, 3, … layers. */
  orbit: number[];
}

/** How many points a graph has. */
const POINTS = { q: 41, c: 13 };

/**
 * The variance map of a wide net, q′ = σ_w² E φ(z)² + σ_b², and the orbit of q under it (Poole et al. 2016).
 * @param options.from q to begin with, above 0
 * @param options.layers how often it is applied, a whole number from 1 to 1000
 * @param options.to right end of the graph, above 0; default the largest q of the orbit
 */
export function varianceOrbit(
  activation: CurveInput,
  variances: Variances,
  options: { from: number; layers: number; to?: number },
): Orbit {
  requireKnownKeys("varianceOrbit options", options, ["from", "layers", "to"]);
  requireVariances("varianceOrbit", variances);
  const curve = curveOf(activation);
  const from = requireNumber("varianceOrbit from", options.from, { above: 0, max: 1e6 });
  const step = (q: number): number => varianceMap(curve, variances, Math.min(q, LARGEST));
  const orbit = applied(step, from, layersOf("varianceOrbit", options.layers));
  const to = requireNumber("varianceOrbit to", options.to ?? Math.min(LARGEST, Math.max(...orbit)), { above: 0 }); // prettier-ignore
  const x = Array.from({ length: POINTS.q }, (_, i) => (to * i) / (POINTS.q - 1));
  return told({ variable: "q", x, y: x.map(step), orbit });
}

/**
 * The correlation map of a wide net where q has settled, and the orbit of c under it: the correlation of two inputs' z, layer by
 * layer (Poole et al. 2016).
 * @param options.from c to begin with, −1 to 1
 * @param options.layers how often it is applied, a whole number from 1 to 1000
 */
export function correlationOrbit(
  activation: CurveInput,
  variances: Variances,
  options: { from: number; layers: number },
): Orbit {
  requireKnownKeys("correlationOrbit options", options, ["from", "layers"]);
  requireVariances("correlationOrbit", variances);
  const curve = atTest(curveOf(activation));
  const from = requireNumber("correlationOrbit from", options.from, { min: -1, max: 1 });
  const layers = layersOf("correlationOrbit", options.layers);
  const variance = settledVariance(curve, variances);
  const step = (c: number): number => correlationMap(curve, variances, c, { variance });
  // Roots of both ends: the graph bends most where c nears 1.
  const x = Array.from({ length: POINTS.c }, (_, i) => 1 - (1 - i / (POINTS.c - 1)) ** 2);
  return told({ variable: "c", x, y: x.map(step), orbit: applied(step, from, layers) });
}

/** Beyond it a variance has grown without bound, and is followed no further. */
const LARGEST = 1e100;

const layersOf = (name: string, layers: number): number =>
  requireNumber(`${name} layers`, layers, { min: 1, max: 1000, whole: true });

function applied(step: (value: number) => number, from: number, layers: number): number[] {
  const orbit = [from];
  for (let layer = 0; layer < layers; layer++) orbit.push(step(orbit[layer]));
  return orbit;
}

const told = (orbit: Orbit): Orbit =>
  shown(
    orbit,
    (found) =>
    inShort("Orbit", `${found.variable} from ${digits(found.orbit[0])} to ${digits(found.orbit.at(-1)!)} in ${found.orbit.length - 1} layers.`, found), // prettier-ignore
  );
