import type { Net } from "../../architecture/net";
import { arraysOfLayers, LEARNED_BESIDES, type ParameterName } from "../../architecture/parameters";
import { hasAccuracy, targetsOf } from "../../architecture/loss";
import type { Batch } from "../../data/dataset";
import type { LayerPass, Pass } from "../executor";
import { Float64LayerPass, PASS_ARRAYS, type PassArray } from "../float64-layer-pass";
import { fedLabels, fedNoise } from "./feed";
import { passGraph } from "./pass-graph";
import { type FeedValue, float64sOf } from "./model";
import { borrow, endingKey, giveBack, layerKey } from "./pool";
import { variableName } from "./names";
import { Scales, settle } from "../pass/scales";

/** Bytes of arrays that are fetched in one call. */
const CHUNK = 2 ** 26;

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
  const parameters = arraysOfLayers(net);
  const has = (l: number, name: ParameterName): boolean => parameters[l][name] !== undefined;
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
    net.layers.forEach(({ index }, l) => {
      for (const [name, array] of Object.entries(parameters[l]))
        feed[variableName(index, name as ParameterName)] = array;
    });
    const scales = new Scales(net.layers);
    const run = (names: readonly string[]): Float64Array[] => {
      const factors = scales.factors();
      return model
        .run({ ...feed, scales: { values: factors, shape: [factors.length] } }, names)
        .map(float64sOf);
    };
    const arrays = new Arrays(net, size, run);
    const { loss, accuracy } = settle(net.layers, size, scales, () => {
      const [loss, accuracy, ...halves] = arrays.statistics();
      return { loss, accuracy, halves: halves.toReversed() };
    });
    const layers = net.layers.map(
      (plan, l) => new Float64LayerPass(plan, l, net, size, scales.exponents[l], arrays, float32[l]),
    );
    return read({ loss, accuracy: hasAccuracy(net.description, batch) ? accuracy : Number.NaN, layers });
  } finally {
    giveBack(key, loaded);
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
