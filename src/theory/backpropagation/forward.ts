import type { NetDescription } from "../../architecture/description";
import { layersOf, phisOf } from "../../architecture/layers";
import { lossOf, targetsOf } from "../../architecture/loss";
import { InvalidArgument } from "../../errors";
import { innerProducts, transposed } from "../../numerics/matrix-product";

/** A net as numbers: its description, and per layer weights (fanIn × fanOut, row by row), biases and learned slopes. */
export interface NetNumbers {
  /** The net that the numbers belong to. */
  readonly description: NetDescription;
  /** From the first hidden layer to the output. */
  readonly parameters: readonly {
    /** fanIn × fanOut, row by row. */
    readonly weights: ArrayLike<number>;
    /** fanOut numbers, or none. */
    readonly biases: ArrayLike<number>;
    /** One, or one per unit. */
    readonly slope?: ArrayLike<number>;
  }[];
}

/** Examples as numbers, row by row: inputs are size × features, targets (in place of labels) size × outputs. */
export interface Examples {
  /** size × features. */
  readonly inputs: ArrayLike<number>;
  /** One class per example; empty where there are targets. */
  readonly labels: ArrayLike<number>;
  /** size × outputs, in place of labels. */
  readonly targets?: ArrayLike<number>;
}

/** What one layer does in a forward pass, in float64. */
export interface ForwardLayer {
  fanIn: number;
  fanOut: number;
  /** The bound of |φ′|, over every draw of a random slope. */
  slopeBound: number;
  /** a of the layer below, size × fanIn. */
  input: Float64Array;
  /** z = Wa + b, which φ is applied to; size × fanOut. */
  preactivation: Float64Array;
  /** φ′(z), size × fanOut; 1 where the loss applies φ. */
  slopes: Float64Array;
  /** φ″(z), size × fanOut; 0 where the loss applies φ. */
  readonly bends: Float64Array;
}

/** A forward pass in float64. */
export interface Forward {
  size: number;
  /** The batch's mean loss. */
  loss: number;
  layers: ForwardLayer[];
  /** What the loss takes, size × outputs: z of the output layer, or φ(z) where the loss does not apply φ itself. */
  outputs: Float64Array;
  /** What it is held against, size × outputs. */
  targets: ArrayLike<number>;
  /** ∂Cᵢ/∂outputs of each example, size × outputs. */
  outputDelta: Float64Array;
}

/**
 * Runs examples through a net in plain float64: z = Wa + b, a = φ(z), then the loss. A random slope has its test value; nothing is dropped out.
 * @param onLayer is told the share of the layers that are done
 * @throws InvalidArgument for normalization or skip connections, which it does not have, and for data that does not fit
 */
export function forward(
  net: NetNumbers,
  examples: Examples,
  onLayer = (_share: number): void => {},
): Forward {
  const { description, parameters } = net;
  const { normalization, residual, inputs, outputs } = description;
  if (normalization !== "none" || residual) {
    throw new InvalidArgument(
      "float64 forward pass",
      "has no normalization or skip connections",
      description,
    );
  }
  const size = examples.inputs.length / inputs;
  const answers = examples.targets ? examples.targets.length / outputs : examples.labels.length;
  if (size === 0 || size !== answers) {
    throw new InvalidArgument("float64 forward pass", `must have one answer per example (${size})`, answers);
  }
  let a: Float64Array = Float64Array.from(examples.inputs);
  const layers = layersOf(description).map((plan, i, plans) => {
    const { fanIn, fanOut } = plan;
    onLayer(i / plans.length);
    const { weights, biases, slope } = parameters[i];
    const phis = phisOf(plan, slope);
    const input = a;
    const preactivation = affine(input, weights, biases, fanOut, size);
    const each = (name: "f" | "derivative" | "secondDerivative"): Float64Array =>
      phis.length === 1
        ? preactivation.map((z) => phis[0][name](z))
        : preactivation.map((z, k) => phis[(k % fanOut) % phis.length][name](z));
    a = each("f");
    let bends: Float64Array | undefined;
    const slopeBound = Math.max(
      ...phis.map(({ bound }) => bound.value),
      plan.activation.random?.slopeBound ?? 0,
    );
    return {
      fanIn,
      fanOut,
      slopeBound,
      input,
      preactivation,
      slopes: each("derivative"),
      // Only second-order passes ask for them.
      get bends() {
        return (bends ??= each("secondDerivative"));
      },
    };
  });
  const targets = targetsOf(description, examples);
  const { loss, delta } = lossOf(description, a, targets);
  return { size, layers, loss, outputs: a, targets, outputDelta: delta };
}

/** Wa + b of each example, size × fanOut; `biases` may be empty. */
export function affine(
  a: Float64Array,
  weights: ArrayLike<number>,
  biases: ArrayLike<number>,
  fanOut: number,
  size: number,
): Float64Array {
  const fanIn = weights.length / fanOut;
  const z = innerProducts(a, transposed(weights, fanIn, fanOut), size, fanOut, fanIn);
  for (let row = 0; row < size; row++) {
    for (let j = 0; j < biases.length; j++) z[row * fanOut + j] += biases[j];
  }
  return z;
}
