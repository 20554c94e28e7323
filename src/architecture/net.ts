import { describe, type NetDescription, type NetOptions } from "./description";
import { type GradientEvent, ObservableNet } from "./hooks";
import type { Inputs } from "./inputs";
import { inShort, shown } from "../shown";
import { layersOf, type LayerPlan } from "./layers";
import { requireRoomForParameters } from "./memory";
import { type LayerValues, setParameters } from "./set-parameters";
import { type NetSummary, summarize, textOf } from "./summary";
import { drawParameters, type LayerParameters } from "./parameters";

const NOTABLE = [
  "describe()",
  "depth",
  "description",
  "layers",
  "parameters",
  "setParameters(…)",
  "predict(…)",
  "onGradients(…)",
];

/** Computes a net's answers. */
type Predictor = (net: Net, inputs: Inputs) => number[][];
let predictor: Predictor | undefined;

/** Gives all nets what computes their answers: it runs tensors, and so lies above what a net is. */
export function predictBy(given: Predictor): void {
  predictor = given;
}

/** A multilayer perceptron: a description, its parameters as plain arrays, and hooks. It holds no tensors. */
export class Net extends ObservableNet<GradientEvent> {
  /** The plain object that this net was made from. */
  readonly description: NetDescription;
  /** What each layer is, from the first hidden one to the output. */
  readonly layers: readonly LayerPlan[];
  /** Each layer's weights, biases and learned slope. */
  readonly parameters: readonly LayerParameters[];
  protected readonly maker = "mlp(…)";

  /** The same as `mlp(options)`. */
  constructor(options: NetOptions | NetDescription) {
    super();
    const description = describe(options);
    requireRoomForParameters(description);
    this.description = description;
    this.layers = layersOf(description);
    this.parameters = this.layers.map((plan) => drawParameters(plan, description));
    shown(this, () => inShort("Net", textOf(description), this, NOTABLE));
  }

  /** The number of hidden layers. */
  get depth(): number {
    return this.description.widths.length;
  }

  /**
   * Gives the net numbers of your own in place of those that were drawn, rounded to float32, and returns it:
   * `mlp({ … }).setParameters([{ weights: [[0.1, 0.2], [0.3, 0.4]], biases: [0, 0] }, …])`.
   * @param layers one entry for each layer, from the first hidden one to the output; W has a row for each input and a column for
   * each unit (the transpose of PyTorch's), nested or row by row; what is left out stays as it is
   * @throws InvalidArgument naming the layer, the part, and the shape that it must have, before anything is changed
   */
  setParameters(layers: readonly LayerValues[]): this {
    this.requireAlive();
    setParameters(this.layers, this.parameters, layers);
    return this;
  }

  /**
   * What the net answers, as it is used after training: nothing is dropped out, random slopes have their mean, and batch
   * normalization takes its running statistics, so that every example counts by itself.
   * @param inputs any number of examples: rows, their numbers one after another in one list, or a data set
   * @returns a row for each example: the probabilities of classes or labels (for one output that of class 1), or the numbers that
   * are predicted
   * @throws InvalidArgument when the inputs do not fit the net
   */
  predict(inputs: Inputs): number[][] {
    this.requireAlive();
    if (!predictor) throw new Error("Nothing runs nets: import the package itself, not one file of it.");
    return predictor(this, inputs);
  }

  /** The net in one sentence, in TeX and as a table; computed from the description alone. */
  describe(): NetSummary {
    return summarize(this.description);
  }
}

/**
 * Builds a multilayer perceptron.
 *
 * Depth counts the hidden layers. With 2 inputs, width 3 and 2 outputs:
 * depth 0 is 2→2 (logistic regression), depth 1 is 2→3→2, depth 2 is 2→3→3→2.
 * @param options the options, or the `description` of another net, whose twin this then is
 * @throws InvalidArgument that names the rule, the value and the valid choices, before anything is built
 */
export function mlp(options: NetOptions | NetDescription): Net {
  return new Net(options);
}
