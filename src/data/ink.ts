import { hypotenuse } from "../numerics/hypotenuse";
import type { Stroke } from "./glyphs";

/** How far a stroke's edge fades, in pixels. */
const FADE = 1;

/**
 * Draws strokes into an image: 1 on a line, fading to 0 across its edge.
 * @param pixels width × height numbers, row by row; darker lines win where strokes cross
 * @param strokes in pixels; the centre of the first pixel is (0, 0)
 * @param thickness of the lines in pixels
 */
export function ink(
  pixels: Float32Array,
  width: number,
  strokes: readonly Stroke[],
  thickness: number,
): void {
  const height = pixels.length / width;
  const reach = thickness / 2 + FADE / 2;
  for (const stroke of strokes) {
    for (let k = 1; k < stroke.length; k++) {
      const [[x0, y0], [x1, y1]] = [stroke[k - 1], stroke[k]];
      const [left, right] = span(x0, x1, reach, width);
      const [top, bottom] = span(y0, y1, reach, height);
      for (let y = top; y <= bottom; y++) {
        for (let x = left; x <= right; x++) {
          const dark = Math.min(1, (reach - distance(x - x0, y - y0, x1 - x0, y1 - y0)) / FADE);
          pixels[y * width + x] = Math.max(pixels[y * width + x], dark);
        }
      }
    }
  }
}

/** The pixels of one axis that a line from a to b can reach. */
function span(a: number, b: number, reach: number, size: number): [number, number] {
  return [
    Math.max(0, Math.ceil(Math.min(a, b) - reach)),
    Math.min(size - 1, Math.floor(Math.max(a, b) + reach)),
  ];
}

/** The distance of the point (x, y) from the line from (0, 0) to (dx, dy). */
function distance(x: number, y: number, dx: number, dy: number): number {
  const squared = dx * dx + dy * dy;
  const along = squared > 0 ? Math.min(1, Math.max(0, (x * dx + y * dy) / squared)) : 0;
  return hypotenuse(x - along * dx, y - along * dy);
}
