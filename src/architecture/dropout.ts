import { selu } from "../activations/selu";
import { requireChoice, requireKnownKeys, requireNumber } from "../errors";

/** What happens to activations in training, at random and each by itself; at inference nothing does. */
export interface Dropout {
  /** The share that is dropped, from 0 up to but not 1. */
  rate: number;
  /**
   * "standard": what is dropped becomes 0, and the rest is divided by 1 − rate, so that the mean stays (Srivastava et al. 2014).
   * "alpha": what is dropped becomes SELU's lower limit −λα, and all is shifted and scaled so that mean 0 and variance 1 stay, which
   * SELU layers rely on (Klambauer et al. 2017). Default "standard".
   */
  kind?: "standard" | "alpha";
}

const KINDS = ["standard", "alpha"] as const;

/** Checks what is given of dropout, a rate alone or with its kind, and writes it out. */
export function describeDropout(given: number | Dropout, by: string): Required<Dropout> {
  if (typeof given !== "object") return { rate: requireRate(given, by), kind: "standard" };
  requireKnownKeys(`${by} dropout`, given, ["rate", "kind"]);
  return {
    rate: requireRate(given.rate, by),
    kind: requireChoice(`${by} dropout kind`, given.kind ?? "standard", KINDS),
  };
}

const requireRate = (rate: unknown, by: string): number =>
  requireNumber(`${by} dropout`, rate, { min: 0, max: 0.999 });

/** What dropout makes of an activation a: `gain`·a + `kept` where it is kept, else `dropped`. */
export interface DropoutEffect {
  readonly gain: number;
  readonly kept: number;
  readonly dropped: number;
}

/** SELU's lower limit α′ = −λα. */
const [LOWEST] = selu().range;

/**
 * The effect of dropout in training. For "alpha", with q = 1 − rate, a = (q + α′²q(1 − q))^(−½) and b = −a(1 − q)α′: what is dropped
 * becomes aα′ + b, the rest a·x + b (Klambauer et al. 2017, section "New dropout technique").
 */
export function effectOf({ rate, kind }: Required<Dropout>): DropoutEffect {
  const share = 1 - rate;
  if (kind === "standard") return { gain: 1 / share, kept: 0, dropped: 0 };
  const gain = 1 / Math.sqrt(share + LOWEST ** 2 * share * rate);
  const kept = -gain * rate * LOWEST;
  return { gain, kept, dropped: gain * LOWEST + kept };
}

/** Mean and mean square of activations after dropout in training, from those before. */
export function momentsAfter(
  dropout: Required<Dropout>,
  { mean, square }: { mean: number; square: number },
): { mean: number; square: number } {
  const { gain, kept, dropped } = effectOf(dropout);
  const { rate } = dropout;
  return {
    mean: (1 - rate) * (gain * mean + kept) + rate * dropped,
    square: (1 - rate) * (gain ** 2 * square + 2 * gain * kept * mean + kept ** 2) + rate * dropped ** 2,
  };
}
