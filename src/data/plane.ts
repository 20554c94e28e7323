import { requireNumber } from "../errors";
import { type Dataset, standardize, shownData } from "./dataset";

/** What every data set in the plane takes. */
export interface PlaneOptions {
  /** How many points, 2 to 1 000 000; default 400. */
  points?: number;
  /** A whole number from 0 to 2³² − 1. */
  seed: number;
}

/** Where a point lies and which class it has. */
export type Place = readonly [x: number, y: number, label: number];

/** The number of points that was asked for. */
export const requirePoints = (name: string, points: number | undefined): number =>
  requireNumber(`${name} points`, points ?? 400, { min: 2, max: 1e6, whole: true });

/** The standard deviation of the noise that was asked for, 0 to 1. */
export const requireNoise = (name: string, noise: number | undefined, usual: number): number =>
  requireNumber(`${name} noise`, noise ?? usual, { min: 0, max: 1 });

/** A data set in the plane from a rule that places point i; both columns standardized unless `raw`. */
export function plane(
  { name, points, classes, raw = false }: { name: string; points: number; classes: number; raw?: boolean },
  place: (i: number) => Place,
): Dataset {
  const coordinates = new Float64Array(points * 2);
  const labels = new Int32Array(points);
  for (let i = 0; i < points; i++) {
    [coordinates[2 * i], coordinates[2 * i + 1], labels[i]] = place(i);
  }
  if (!raw) standardize(coordinates, 2);
  return shownData({ name, inputs: Float32Array.from(coordinates), labels, points, features: 2, classes });
}
