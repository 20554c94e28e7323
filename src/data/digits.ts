import { requireKnownKeys, requireNumber } from "../errors";
import { exp } from "../numerics/elementary";
import { type Random, random } from "../random/random";
import { type Dataset, shownData } from "./dataset";
import { GLYPHS, type Point, type Stroke } from "./glyphs";
import { ink } from "./ink";

/** What `digits` takes. */
export interface DigitsOptions {
  /** How many images, 1 to 60 000; default 1000. */
  points?: number;
  /** How much shift, slant, size, thickness and the strokes themselves vary, 0 to 2; default 1. */
  variation?: number;
  /** Standard deviation of the noise on every pixel, 0 to 1; default 0.03. Pixels stay within 0 to 1. */
  noise?: number;
  /** A whole number from 0 to 2³² − 1. */
  seed: number;
}

const SIDE = 28;
/** MNIST's digits fill a box of 20 × 20 pixels; ours are as tall and, being written, not as wide. */
const HEIGHT = 19;
const WIDTH = 14;
const THICKNESS = 2.2;

/**
 * Generated images that look like MNIST's: 28 × 28 pixels from 0 (background) to 1 (ink), ten classes in turn.
 *
 * Each image is a digit's strokes with a random shift, slant, size and thickness. As in MNIST (0.112) the mean square
 * of the pixels is about 0.1, which is what a first layer's pre-activations depend on; they are not standardized.
 * @throws InvalidArgument when an option is out of its range
 */
export function digits(options: DigitsOptions): Dataset {
  requireKnownKeys("digits options", options, ["points", "variation", "noise", "seed"]);
  const points = requireNumber("digits points", options.points ?? 1000, { min: 1, max: 60_000, whole: true });
  const variation = requireNumber("digits variation", options.variation ?? 1, { min: 0, max: 2 });
  const noise = requireNumber("digits noise", options.noise ?? 0.03, { min: 0, max: 1 });
  const hand = random(options.seed, "digits", "hand");
  const grain = random(options.seed, "digits", "noise");
  const features = SIDE * SIDE;
  const inputs = new Float32Array(points * features);
  const labels = Int32Array.from({ length: points }, (_, i) => i % GLYPHS.length);
  for (let i = 0; i < points; i++) {
    const pixels = inputs.subarray(i * features, (i + 1) * features);
    const thickness = THICKNESS * exp(0.2 * variation * within(hand));
    ink(pixels, SIDE, written(GLYPHS[labels[i]], hand, variation), thickness);
    if (noise > 0) pixels.forEach((x, k) => (pixels[k] = clamp(x + noise * grain.normal())));
  }
  const classNames = GLYPHS.map((_, digit) => String(digit));
  const image = { width: SIDE, height: SIDE };
  return shownData({
    name: "digits",
    inputs,
    labels,
    points,
    features,
    classes: classNames.length,
    classNames,
    image,
  });
}

/** A glyph as one hand writes it once, in pixels. */
function written(glyph: readonly Stroke[], hand: Random, variation: number): Stroke[] {
  const vary = (size: number): number => size * variation * within(hand);
  const [shiftX, shiftY, slant, turn] = [vary(1.2), vary(1.2), vary(0.18), vary(0.08)];
  const [width, height] = [WIDTH * exp(vary(0.12)), HEIGHT * exp(vary(0.06))];
  const middle = (SIDE - 1) / 2;
  return glyph.map((stroke) =>
    stroke.map(([x, y]): Point => {
      const down = (y - 0.5) * height + vary(0.3);
      const across = (x - 0.5) * width - slant * down + vary(0.3);
      return [middle + shiftX + across - turn * down, middle + shiftY + down + turn * across];
    }),
  );
}

/** A normal number, cut to ±2 so that no digit leaves its image. */
const within = (hand: Random): number => Math.max(-2, Math.min(2, hand.normal()));

const clamp = (x: number): number => Math.max(0, Math.min(1, x));
