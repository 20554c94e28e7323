import { cos, sin } from "../numerics/elementary";

/** A point of a stroke; both coordinates run from 0 to 1, y downwards. */
export type Point = readonly [x: number, y: number];

/** A line drawn without lifting the pen. */
export type Stroke = readonly Point[];

/** Part of an ellipse; angles in turns, clockwise on the page, 0 to the right. */
function arc(centre: Point, radii: Point, from: number, to: number): Point[] {
  const pieces = Math.ceil(Math.abs(to - from) * 16);
  return Array.from({ length: pieces + 1 }, (_, i) => {
    const angle = 2 * Math.PI * (from + ((to - from) * i) / pieces);
    return [centre[0] + radii[0] * cos(angle), centre[1] + radii[1] * sin(angle)];
  });
}

/** The ten digits as strokes. */
export const GLYPHS: readonly (readonly Stroke[])[] = [
  [arc([0.5, 0.5], [0.36, 0.5], 0, 1)],
  [
    [
      [0.3, 0.2],
      [0.54, 0],
      [0.54, 1],
    ],
  ],
  [[...arc([0.5, 0.27], [0.36, 0.27], -0.5, 0.1), [0.1, 1], [0.92, 1]]],
  [[...arc([0.46, 0.25], [0.34, 0.25], -0.45, 0.25), ...arc([0.46, 0.75], [0.4, 0.25], -0.25, 0.42)]],
  [
    [
      [0.68, 1],
      [0.68, 0],
      [0.08, 0.68],
      [0.94, 0.68],
    ],
  ],
  [[[0.84, 0], [0.24, 0], [0.2, 0.42], ...arc([0.47, 0.69], [0.39, 0.31], -0.36, 0.4)]],
  [[[0.66, 0], [0.26, 0.4], ...arc([0.5, 0.7], [0.35, 0.3], 0.5, 1.5)]],
  [
    [
      [0.1, 0],
      [0.9, 0],
      [0.4, 1],
    ],
  ],
  [arc([0.5, 0.24], [0.29, 0.24], 0, 1), arc([0.5, 0.74], [0.36, 0.26], 0, 1)],
  [[...arc([0.48, 0.3], [0.35, 0.3], 0, 1), [0.74, 1]]],
];
