import { cos, sin } from "../../numerics/elementary";
import { requireQuadratic } from "../guards";
import { requireKnownKeys, requireNumberList } from "../../errors";
import type { Quadratic } from "./quadratic";

/** Lines of equal cost of a quadratic, for a contour chart. */
export interface Landscape {
  /** [w₁, w₂] where the cost is 0. */
  minimum: readonly number[];
  /** The window [least, most] of w₁ and of w₂. */
  window: [[number, number], [number, number]];
  /** Ellipses, from the lowest cost to the highest. */
  levels: Level[];
}

/** The ellipse on which the cost has one value. */
export interface Level {
  /** C on the ellipse. */
  cost: number;
  /** Points around the ellipse, the first again at the end; a multiple of four steps starts on axis 1. */
  w1: number[];
  /** The second coordinate of the same points. */
  w2: number[];
}

/** How much wider than the reach the window is, so that the start does not sit on the frame. */
const MARGIN = 1.25;
const POINTS = 120;

/**
 * The lines C = …, 10⁻¹, 10^−½, 1, … of a quadratic in a square window around its minimum that just holds the
 * point `reach`: two to a decade, from the first ellipse that fits into the window to the cost in its corners.
 * @param options.reach [w₁, w₂], such as the start of a descent
 */
export function landscape(valley: Quadratic, options: { reach: ArrayLike<number> }): Landscape {
  requireKnownKeys("landscape options", options, ["reach"]);
  requireQuadratic("landscape valley", valley);
  const reach = requireNumberList("landscape reach", options.reach, { least: 2 });
  const { minimum, curvatures } = valley;
  const radius = MARGIN * (Math.max(...reach.map((value, i) => Math.abs(value - minimum[i]))) || 1);
  const [flat, steep] = [Math.min(...curvatures), Math.max(...curvatures)];
  const lowest = Math.floor(2 * Math.log10((flat / 2) * (radius / 4) ** 2));
  const highest = Math.floor(2 * Math.log10(steep * radius ** 2));
  const halfDecades = Array.from({ length: highest - lowest + 1 }, (_, i) => lowest + i);
  return {
    minimum,
    window: [
      [minimum[0] - radius, minimum[0] + radius],
      [minimum[1] - radius, minimum[1] + radius],
    ],
    levels: halfDecades.map((half) => ellipse(valley, 10 ** (half / 2))),
  };
}

function ellipse(valley: Quadratic, cost: number): Level {
  const radii = valley.curvatures.map((curvature) => Math.sqrt((2 * cost) / curvature));
  const points = Array.from({ length: POINTS + 1 }, (_, i) => {
    const angle = (2 * Math.PI * i) / POINTS;
    return valley.at([radii[0] * cos(angle), radii[1] * sin(angle)]);
  });
  return { cost, w1: points.map((w) => w[0]), w2: points.map((w) => w[1]) };
}
