import { digits } from "../shown";
import type { Evidence, LayerEvidence } from "./evidence";
import { expected, LIMIT } from "./expected";
import type { Found } from "./finding";
import { remediesOf } from "./remedies";

/** More than this in Σ 1/width, and ln ‖δ‖ of nets that theory calls sound scatters by 1 or more (Hanin 2018). */
const NARROW = 0.5;

/** The finding of layers whose δ is beyond the limit against the last hidden layer's: below (−1) or above it (1). */
export function ratioBeyond(evidence: Evidence, sign: -1 | 1): Found | undefined {
  const { hidden, description } = evidence;
  const last = hidden.at(-1);
  if (!last || !Number.isFinite(last.log10Delta)) return undefined;
  const ratioOf = ({ log10Delta }: LayerEvidence): number => log10Delta - last.log10Delta;
  const far = hidden.filter((one) => sign * ratioOf(one) * Math.LN10 > LIMIT);
  if (far.length === 0) return undefined;
  const worst = far.reduce((a, b) => (sign * ratioOf(b) > sign * ratioOf(a) ? b : a));
  const log10 = ratioOf(worst);
  const verb = sign < 0 ? "vanishes" : "explodes";
  const factor = 10 ** (log10 / (last.layer - worst.layer));
  const per = Number.isFinite(log10) ? ` (×${digits(factor)} per layer)` : "";
  const what = description ? "rms δ" : "‖δ‖";
  const size = `${what} of ${worst.called} is ${sizeOf(log10)} of ${last.called}'s${per}`;
  const theory = description && expected(description);
  const words = theory
    ? `; mean-field theory expects ×${digits(theory.factor)} per layer at initialization`
    : "";
  const sound = theory !== undefined && Math.abs(theory.logRatio) <= LIMIT;
  const narrowness = (description?.widths ?? []).reduce((sum, width) => sum + 1 / width, 0);
  const wider = `wider layers: Σ 1/width is ${digits(narrowness)}, and ln ‖δ‖² scatters by its root and more (Hanin 2018)`;
  return {
    says: `The gradient ${verb} going back: ${size}${words}.`,
    layers: far.map(({ layer }) => layer),
    quantity: `${what} of ${worst.called} ÷ ${last.called}`,
    value: 10 ** log10,
    threshold: Math.exp(sign * LIMIT),
    remedies: [
      ...(sound && narrowness > NARROW ? [wider] : []),
      ...(description ? remediesOf(description) : IN_A_MODEL),
    ],
  };
}

/** What keeps gradients of a tfjs model, of which theory has no numbers here. */
const IN_A_MODEL = [
  'kernelInitializer: "heNormal" for relu, "glorotNormal" for tanh, "leCunNormal" for selu',
  'activation: "relu" or "tanh" in place of a sigmoid between layers',
  "tf.layers.batchNormalization() or tf.layers.layerNormalization() between layers",
  "skip connections: tf.layers.add().apply([x, block])",
];

/** A factor by its logarithm, also where float64 does not hold it. */
const sizeOf = (log10: number): string =>
  Number.isFinite(log10) && Math.abs(log10) > 300 ? `10^${Math.round(log10)}` : digits(10 ** log10);
