import { counted, digits } from "../../shown";
import type { LayerEvidence } from "../evidence";
import type { FindingKind } from "../finding";

/** How many standard errors above one half are no chance: 1 layer in 30 000. */
const ERRORS = 4;

/** The share of dead units that chance does not reach: one half, of a binomial share over a layer's units. */
const limitOf = ({ units }: LayerEvidence): number => Math.min(1, 0.5 + (ERRORS * 0.5) / Math.sqrt(units));

/** Layers of which more units are dead than can be by chance. */
export const dead: FindingKind = {
  source:
    "at a symmetric initialization a unit is off for all examples with probability ½ at most, so the share is up to ½ + 4·√(¼/units) by chance (after Lu et al. 2019, theorem 3)",
  find({ hidden, run, description }) {
    const shares = hidden.filter(({ deadShare = 0, ...layer }) => deadShare >= limitOf(layer));
    if (shares.length === 0) return undefined;
    const worst = shares.reduce((a, b) => (b.deadShare! > a.deadShare! ? b : a));
    const whole = shares.filter(({ deadShare }) => deadShare === 1).length;
    const stops =
      whole > 0
        ? `; ${counted(whole, "layer")} let${whole === 1 ? "s" : ""} nothing through, and no gradient comes below`
        : "";
    return {
      says: `Units are dead, their slope being 0 for every example: ${digits(100 * worst.deadShare!)} % of ${worst.called}'s${stops}.`,
      layers: shares.map(({ layer }) => layer),
      quantity: `dead share of ${worst.called}`,
      value: worst.deadShare!,
      threshold: limitOf(worst),
      remedies: [
        ...(run ? ["a smaller learning rate: one large step is enough to kill a unit"] : []),
        `${description ? 'activation: "leakyRelu"' : "tf.layers.leakyReLU()"} or "elu", whose slope is 0 nowhere`,
        `${description ? "init" : "kernelInitializer"}: "heNormal" with biases that start at 0, and standardized inputs`,
        `${description ? 'normalization: "batch"' : "tf.layers.batchNormalization()"}, which centres every unit over the examples`,
      ],
    };
  },
};
