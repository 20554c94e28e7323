import type { LayerPlan } from "../../architecture/layers";

/** A skip connection that a gradient flows back over, by its layers' numbers; none ends at the input. */
export interface Skip {
  from: number;
  to: number;
}

export const skipsOf = (layers: readonly LayerPlan[]): Skip[] =>
  layers.flatMap(({ skip, index }) => (skip && skip.from > 0 ? [{ from: skip.from, to: index }] : []));

/** The largest power of two between two layers: beyond it a layer waits for the next round. */
const LARGEST = 100;

/**
 * The powers of two by which each layer's δ is scaled, so that its root mean square is near 1 and neither it nor its
 * square leaves the range of its type: true δ = computed δ · 2^exponent.
 */
export class Scales {
  /** By layer, from the first hidden one to the output. */
  readonly exponents: number[];
  private readonly skips: Skip[];

  /** @param spacing layers in a row that share an exponent */
  constructor(
    layers: readonly LayerPlan[],
    readonly spacing = spacingOf(layers),
  ) {
    this.exponents = layers.map(() => 0);
    this.skips = skipsOf(layers);
  }

  /** The factors that the graph is fed: one for each layer's incoming flow, then one for each skip connection's. */
  factors(): Float32Array {
    const { exponents } = this;
    const powers: number[] = [];
    exponents.forEach((e, l) => {
      if (isScaled(l, exponents.length, this.spacing)) powers.push((exponents[l + 1] ?? 0) - e);
    });
    for (const { from, to } of this.skips) powers.push(exponents[to - 1] - exponents[from - 1]);
    return Float32Array.from(powers, (power) => 2 ** clamp(power));
  }

  /**
   * Moves every exponent to where the layer's computed δ has root mean square 1.
   * @param meanSquares of each layer's computed δ; where that is 0 or not finite, as by underflow or overflow, the exponent
   * goes on from its neighbours above as they change
   * @returns the largest change
   */
  adjust(meanSquares: readonly number[]): number {
    const { exponents } = this;
    let largest = 0;
    let drop = 0;
    for (let l = exponents.length - 1; l >= 0; l--) {
      const above = exponents[l + 1] ?? 0;
      let next = above;
      if (isScaled(l, exponents.length, this.spacing)) {
        const known = meanSquares[l] > 0 && Number.isFinite(meanSquares[l]);
        const wanted = known ? exponents[l] + Math.round(Math.log2(meanSquares[l]) / 2) : above + drop;
        drop = clamp(wanted - above);
        next = above + drop;
      }
      largest = Math.max(largest, Math.abs(next - exponents[l]));
      exponents[l] = next;
    }
    return largest;
  }
}

/** The layers in a row that share an exponent: a few, or each its own where gradients take several ways. */
export const spacingOf = (layers: readonly LayerPlan[]): number => (skipsOf(layers).length > 0 ? 1 : 4);

/** Whether a layer has a factor of its own: every few layers, counted from the output. */
export const isScaled = (layer: number, layers: number, spacing: number): boolean =>
  (layers - 1 - layer) % spacing === 0;

const clamp = (power: number): number => Math.min(LARGEST, Math.max(-LARGEST, power));

/** What a pass shows of itself: its loss, and half the sum of squares of each layer's δ. */
export interface Settling {
  loss: number;
  halves: readonly number[];
}

/** The half sums of squares within which float64 has all its digits. */
const TRUSTED = [2 ** -900, 2 ** 900];

/** How many of them are not. */
export const outOfRange = (halves: readonly number[], trusted: readonly number[] = TRUSTED): number =>
  halves.filter((half) => !(half >= trusted[0] && half <= trusted[1])).length;

/**
 * Repeats a pass until every layer's δ is scaled well, or as well as it gets: a dead layer's stays 0.
 * @param trusted the half sums of squares that are right; default those of float64
 * @returns what the last one shows
 */
export function settle<Seen extends Settling>(
  layers: readonly LayerPlan[],
  size: number,
  scales: Scales,
  run: () => Seen,
  trusted?: readonly number[],
): Seen {
  let before = Infinity;
  for (;;) {
    const seen = run();
    const bad = outOfRange(seen.halves, trusted);
    if (bad === 0 || bad >= before || !Number.isFinite(seen.loss)) return seen;
    before = bad;
    scales.adjust(seen.halves.map((half, l) => (2 * half) / (size * layers[l].fanOut)));
  }
}
