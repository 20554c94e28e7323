import { requireKnownKeys, requireNumber } from "../../errors";
import { binomialRange } from "../../numerics/binomial";
import { bornDeadByLayer } from "./dying-relu";

/** What theory says of a layer, and what a count of nets may say by chance. */
export interface BornDeadLayer {
  /** 1 for the first hidden layer. */
  layer: number;
  /** That one given input is dead there. */
  probability: number;
  /** The least share of the nets that 95 % of such counts have at least. */
  low: number;
  /** The largest share of the nets that 95 % of such counts have at most. */
  high: number;
}

/**
 * The probability that one given input is dead after each layer, as `bornDeadByLayer` gives it, with the range in which the share of
 * `nets` independent nets lies with a probability of 95 % (of the binomial distribution, exactly).
 * @param options.widths units of each hidden layer, whole numbers from 1
 * @param options.nets how many are counted, a whole number from 1 to 1 000 000
 */
export function bornDeadBand(options: { widths: ArrayLike<number>; nets: number }): {
  /** From the first hidden layer to the last. */
  layers: BornDeadLayer[];
} {
  requireKnownKeys("bornDeadBand options", options, ["widths", "nets"]);
  const nets = requireNumber("bornDeadBand nets", options.nets, { min: 1, max: 1e6, whole: true });
  const layers = bornDeadByLayer(options.widths).map((probability, i) => {
    const { low, high } = binomialRange(nets, probability, 0.95);
    return { layer: i + 1, probability, low: low / nets, high: high / nets };
  });
  return { layers };
}
