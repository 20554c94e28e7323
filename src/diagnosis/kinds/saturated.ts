import type { Activation } from "../../activations";
import { normalIntegral } from "../../numerics/gaussian";
import { digits } from "../../shown";
import type { LayerEvidence } from "../evidence";
import type { FindingKind } from "../finding";

/** Fine enough for the share of a step function to 3 digits. */
const EDGES = Array.from({ length: 161 }, (_, i) => (i - 80) / 10);

/** The share of z ~ N(0, 1) where φ is flat. */
const flatShare = ({ derivative, saturation }: Activation): number =>
  normalIntegral((z) => (Math.abs(derivative(z)) < saturation ? 1 : 0), EDGES);

/** Half of the units that are not flat in a sound net. */
const limitOf = ({ activation }: LayerEvidence): number => (1 + flatShare(activation)) / 2;

const OF_NETS = [
  'smaller weights: init: "xavierNormal" or "lecunNormal"',
  'normalization: "layer" or "batch"',
  'activation: "relu" with init: "heNormal", which is flat on one side only',
];

const OF_MODELS = [
  "standardized inputs, where they are large",
  'smaller weights: kernelInitializer: "glorotNormal" or "leCunNormal"',
  "tf.layers.batchNormalization() or tf.layers.layerNormalization()",
  'activation: "relu" with kernelInitializer: "heNormal", which is flat on one side only',
];

/** Layers of which half of all units are flat that need not be. */
export const saturated: FindingKind = {
  source:
    "half-way between the share where |φ′| is below 2.5 % of its bound for z ~ N(0, 1), as normalized initialization aims at (Glorot & Bengio 2010, §4.2), and 1",
  find({ hidden, inputs, description }) {
    const flat = hidden.filter(
      (layer) => layer.saturatedShare !== undefined && layer.saturatedShare > limitOf(layer),
    );
    if (flat.length === 0) return undefined;
    const worst = flat.reduce((a, b) => (b.saturatedShare! > a.saturatedShare! ? b : a));
    const large = inputs && inputs.meanSquare > 10;
    return {
      says: `Units are saturated, on a flat part of ${worst.activation.name}: ${digits(100 * worst.saturatedShare!)} % of ${worst.called}'s (example, unit) pairs.`,
      layers: flat.map(({ layer }) => layer),
      quantity: `saturated share of ${worst.called}`,
      value: worst.saturatedShare!,
      threshold: limitOf(worst),
      remedies: [
        ...(large
          ? [`standardized inputs: their mean square is ${digits(inputs.meanSquare)}, where 1 is usual`]
          : []),
        ...(description ? OF_NETS : OF_MODELS),
      ],
    };
  },
};
