import { random } from "../../random/random";

/** Uniform random numbers of a layer, which the host draws, because every executor draws the same ones. */
export interface Draw {
  /** What it is called where it is fed. */
  name: string;
  /** The layer's index among all. */
  layer: number;
  low: number;
  high: number;
}

/** Collects the draws that a net asks for; the layer that asks twice for the same numbers and range gets the same ones. */
export class Draws<T> {
  readonly list: Draw[] = [];

  /** @param feed makes what a draw is fed to, in the shape of `like` */
  constructor(private readonly feed: (name: string, like: T) => T) {}

  /** The draws of one layer. */
  of(layer: number): (like: T, low: number, high: number) => T {
    const known: { like: T; low: number; high: number; drawn: T }[] = [];
    return (like, low, high) => {
      const same = known.find((one) => one.like === like && one.low === low && one.high === high);
      if (same) return same.drawn;
      const name = `noise${this.list.length}`;
      this.list.push({ name, layer, low, high });
      const drawn = this.feed(name, like);
      known.push({ like, low, high, drawn });
      return drawn;
    };
  }
}

/** Draws the random numbers of a step, as the reference draws them: one stream for all, each draw after the other. */
export function drawNoise(
  draws: readonly Draw[],
  { seed, step }: { seed: number; step: number },
  into: (draw: number) => Float32Array | Float64Array,
): void {
  const stream = random(seed, "noise", step);
  draws.forEach(({ low, high }, d) => {
    const noise = into(d);
    // Rounded, so that every executor has the same ones.
    for (let i = 0; i < noise.length; i++) noise[i] = Math.fround(low + (high - low) * stream.uniform());
  });
}
