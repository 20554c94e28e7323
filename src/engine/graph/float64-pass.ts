import type { LayerPlan } from "../../architecture/layers";
import type { Net } from "../../architecture/net";
import {
  LEARNED_BESIDES,
  type LearnedBesides,
  PARAMETER_NAMES,
  shapeOf,
} from "../../architecture/parameters";
import { hasAccuracy, targetsOf } from "../../architecture/loss";
import type { Batch } from "../../data/dataset";
import { norm } from "../../numerics/norm";
import type { LayerNorms, LayerPass, Pass } from "../executor";
import { magnitude, timesPower } from "../../numerics/magnitude";
import { fedLabels, fedNoise } from "./feed";
import { PASS_ARRAYS, passGraph } from "./pass-graph";
import { type FeedValue, float64sOf } from "./model";
import { borrow, endingKey, giveBack, layerKey } from "./pool";
import { variableName } from "./names";
import { Scales } from "../pass/scales";

/** Half sums of squares within which float64 has all its digits. */
const TRUSTED = [2 ** -900, 2 ** 900];
/** Bytes of arrays that are fetched in one call. */
const CHUNK = 2 ** 26;

type PassArray = (typeof PASS_ARRAYS)[number];

/** Runs one batch forward and backward in float64, each layer's δ scaled by a power of two, and reads from the pass. */
export function withPassInFloat64<T>(
  net: Net,
  batch: Batch,
  {
    training,
    step = 0,
    float32 = [],
  }: { training: boolean; step?: number; float32?: LayerPass["float32"][] },
  read: (seen: Pass) => T,
): T {
  const has = (l: number, name: (typeof PARAMETER_NAMES)[number]): boolean =>
    (net.parameters[l][name]?.length ?? 0) > 0;
  const key = JSON.stringify(["pass", training, endingKey(net.description), net.layers.map(layerKey)]);
  const loaded = borrow(key, () => passGraph(net.description, net.layers, has, training));
  const { graph, model } = loaded;
  try {
    const { size } = batch;
    const { inputs, outputs } = net.description;
    const feed: Record<string, FeedValue> = {
      inputs: { values: batch.inputs, shape: [size, inputs] },
      targets: { values: targetsOf(net.description, batch), shape: [size, outputs] },
      labels: { values: fedLabels(net.description, batch), shape: [size] },
    };
    for (const [name, { values, shape }] of Object.entries(fedNoise(net, graph.draws, [step], size)))
      feed[name] = { values, shape: shape.slice(1) };
    net.layers.forEach((plan, l) => {
      for (const name of PARAMETER_NAMES) {
        const values = net.parameters[l][name];
        if (values?.length)
          feed[variableName(plan.index, name)] = { values, shape: shapeOf(name, values, plan) };
      }
    });
    const scales = new Scales(net.layers);
    const run = (names: readonly string[]): Float64Array[] => {
      const factors = scales.factors();
      return model
        .run({ ...feed, scales: { values: factors, shape: [factors.length] } }, names)
        .map(float64sOf);
    };
    const arrays = new Arrays(net, size, run);
    const [loss, accuracy] = settle(net, size, scales, () => arrays.statistics());
    const layers = net.layers.map(
      (plan, l) => new GraphLayerPass(plan, l, net, size, scales.exponents[l], arrays, float32[l]),
    );
    return read({ loss, accuracy: hasAccuracy(net.description, batch) ? accuracy : Number.NaN, layers });
  } finally {
    giveBack(key, loaded);
  }
}

/** Repeats the pass until every layer's δ is scaled well, or as well as it gets: a dead layer's stays 0. */
function settle(net: Net, size: number, scales: Scales, run: () => Float64Array): Float64Array {
  let before = Infinity;
  for (;;) {
    const statistics = run();
    const halves = statistics.slice(2).toReversed();
    const bad = halves.filter((half) => !(half >= TRUSTED[0] && half <= TRUSTED[1])).length;
    if (bad === 0 || bad >= before || !Number.isFinite(statistics[0])) return statistics;
    before = bad;
    scales.adjust(Array.from(halves, (half, l) => (2 * half) / (size * net.layers[l].fanOut)));
  }
}

/** The arrays of all layers, fetched for as many layers at once as fit. */
class Arrays {
  private readonly groups: { layers: Set<number>; names: string[] }[] = [];
  private readonly held = new Map<string, Float64Array>();

  constructor(
    { layers, parameters, description }: Net,
    size: number,
    private readonly run: (names: readonly string[]) => Float64Array[],
  ) {
    let left = 0;
    layers.forEach(({ fanIn, fanOut }, l) => {
      const bytes = 8 * fanOut * (3 * size + fanIn);
      if (bytes > left) {
        this.groups.push({ layers: new Set(), names: [] });
        left = CHUNK;
      }
      left -= bytes;
      const group = this.groups.at(-1)!;
      group.layers.add(l);
      const absent = LEARNED_BESIDES.filter((name) => !parameters[l][name]).map((name) => `${name}Gradient`);
      if (!description.bias) absent.push("biasGradient");
      const parts = PASS_ARRAYS.filter((part) => !absent.includes(part));
      group.names.push(...parts.map((part) => nameOf(l, part)));
    });
  }

  /** Runs the pass and gives its statistics; all arrays come with them where they fit, as one compiled call does for all. */
  statistics(): Float64Array {
    return this.fetch(this.groups.length === 1 ? this.groups[0].names : []);
  }

  of(layer: number, part: PassArray): Float64Array {
    if (!this.held.has(nameOf(layer, part))) {
      this.fetch(this.groups.find(({ layers }) => layers.has(layer))!.names);
    }
    return this.held.get(nameOf(layer, part))!;
  }

  private fetch(names: readonly string[]): Float64Array {
    const [statistics, ...values] = this.run(["statistics", ...names]);
    this.held.clear();
    names.forEach((name, k) => this.held.set(name, values[k]));
    return statistics;
  }
}

const nameOf = (layer: number, part: PassArray): string => `layer${layer + 1}/${part}`;

/** One layer of a pass in float64. */
class GraphLayerPass implements LayerPass {
  private measured?: LayerNorms;
  private readonly read = new Map<PassArray, Float64Array>();

  constructor(
    readonly plan: LayerPlan,
    private readonly layer: number,
    private readonly net: Net,
    readonly size: number,
    /** The power of two that the arrays of gradients are to be multiplied with. */
    private readonly exponent: number,
    private readonly arrays: Arrays,
    readonly float32: LayerPass["float32"],
  ) {}

  get weights(): Float32Array {
    return this.net.parameters[this.layer].weights;
  }
  get slope(): Float32Array | undefined {
    return this.net.parameters[this.layer].slope;
  }
  get preactivation(): Float64Array {
    return this.arrays.of(this.layer, "preactivation");
  }
  get activation(): Float64Array {
    return this.arrays.of(this.layer, "activation");
  }
  get delta(): Float64Array {
    return this.unscaled("delta", 1);
  }
  get weightGradient(): Float64Array {
    return this.unscaled("weightGradient", this.size);
  }
  get biasGradient(): Float64Array {
    return this.net.description.bias ? this.unscaled("biasGradient", this.size) : new Float64Array(0);
  }
  get slopeGradient(): Float64Array | undefined {
    return this.besides("slope");
  }
  get gainGradient(): Float64Array | undefined {
    return this.besides("gain");
  }
  get shiftGradient(): Float64Array | undefined {
    return this.besides("shift");
  }
  get norms(): LayerNorms {
    const { size, exponent, net, layer } = this;
    const learned = LEARNED_BESIDES.filter((name) => net.parameters[layer][name]);
    const of = (name: PassArray): number => norm(this.arrays.of(this.layer, name));
    return (this.measured ??= {
      weightGradient: magnitude(of("weightGradient") / size, exponent),
      biasGradient: magnitude(net.description.bias ? of("biasGradient") / size : 0, exponent),
      ...Object.fromEntries(
        learned.map((name) => [`${name}Gradient`, magnitude(of(`${name}Gradient`) / size, exponent)]),
      ),
      deltaRms: magnitude(of("delta") / Math.sqrt(size * this.plan.fanOut), exponent),
    });
  }

  private besides(name: LearnedBesides): Float64Array | undefined {
    return this.net.parameters[this.layer][name] && this.unscaled(`${name}Gradient`, this.size);
  }

  /** The numbers themselves: 0 where float64 ends. */
  private unscaled(name: PassArray, divisor: number): Float64Array {
    let values = this.read.get(name);
    if (!values) {
      values = this.arrays.of(this.layer, name).map((value) => timesPower(value / divisor, this.exponent));
      this.read.set(name, values);
    }
    return values;
  }
}
