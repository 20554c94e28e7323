import type { Activation } from "../../activations";
import { layersOf } from "../../architecture/layers";
import { InvalidArgument, isList } from "../../errors";
import { counted, inShort, shown } from "../../shown";
import { affine, type Examples, type NetNumbers } from "../backpropagation/forward";
import { requireNumbers } from "../backpropagation/parameter-vector";
import { requireExamples } from "../guards";

/** How many nets are cut up to a layer. */
export interface CutLayer {
  /** 1 for the first hidden layer. */
  layer: number;
  /** Nets in which the first example has met a layer whose units are all off for it, this one or one below. */
  one: number;
  /** Nets in which every example has. */
  all: number;
}

/** How many of some nets let nothing through. */
export interface BornDeadCount {
  /** How many nets were looked at. */
  nets: number;
  /** How many examples each was given. */
  points: number;
  /** From the first hidden layer to the last. */
  layers: CutLayer[];
}

/**
 * Counts the nets in which examples meet a layer whose units are all off (φ′ = 0): from there on the answer does not depend on the
 * example, and no gradient of it comes below. In float64.
 * @param nets nets of equal depth, from 1 hidden layer, without normalization or skip connections
 * @param data inputs (points × features) and their labels or targets
 * @returns per hidden layer the nets in which the first example, and in which every example, was cut off so far
 * @throws InvalidArgument when there is no net, their depths differ, or the data does not fit
 */
export function bornDeadCount(nets: readonly NetNumbers[], data: Examples): BornDeadCount {
  if (!isList(nets) || nets.length === 0)
    throw new InvalidArgument("bornDeadCount nets", "must be a list of nets", nets);
  requireExamples("bornDeadCount data", data);
  const points = (data.targets ?? data.labels).length / (data.targets ? nets[0].description.outputs : 1);
  const depths = Array.from(nets, (net) => hiddenLayers(net));
  if (depths.some((depth) => depth !== depths[0]))
    throw new InvalidArgument("bornDeadCount nets", "must be of equal depth", [...new Set(depths)]);
  const layers = Array.from({ length: depths[0] }, (_, i): CutLayer => ({ layer: i + 1, one: 0, all: 0 }));
  for (const net of nets) {
    const cuts = cutsOf(net, data);
    const last = cuts.reduce((a, b) => Math.max(a, b));
    for (const layer of layers) {
      if (cuts[0] <= layer.layer) layer.one++;
      if (last <= layer.layer) layer.all++;
    }
  }
  return shown(
    { nets: nets.length, points, layers },
    (found) =>
    inShort("Count", `${layers.at(-1)!.one} of ${counted(found.nets, "net")} cut off for one example, ${layers.at(-1)!.all} for all.`, found), // prettier-ignore
  );
}

function hiddenLayers(net: NetNumbers): number {
  requireNumbers("bornDeadCount net", net);
  const { widths, normalization, residual } = net.description;
  if (widths.length === 0) throw new InvalidArgument("bornDeadCount net", "must have a hidden layer", 0);
  if (normalization !== "none" || residual)
    throw new InvalidArgument("bornDeadCount net", "must have no normalization or skip connections", { normalization, residual }); // prettier-ignore
  return widths.length;
}

/** For each example the first hidden layer whose units are all off, Infinity where there is none. */
function cutsOf({ description, parameters }: NetNumbers, { inputs }: Examples): Float64Array {
  const size = inputs.length / description.inputs;
  if (!Number.isInteger(size) || size === 0)
    throw new InvalidArgument("bornDeadCount data", `must have rows of ${counted(description.inputs, "number")}`, inputs.length); // prettier-ignore
  const cuts = new Float64Array(size).fill(Infinity);
  let a: Float64Array = Float64Array.from(inputs);
  for (const { index, fanOut, activation } of layersOf(description).slice(0, -1)) {
    const { weights, biases } = parameters[index - 1];
    const z = affine(a, weights, biases, fanOut, size);
    for (let i = 0; i < size; i++)
      if (cuts[i] === Infinity && isOff(activation, z, i, fanOut)) cuts[i] = index;
    if (cuts.every(Number.isFinite)) break;
    a = z.map(activation.f);
  }
  return cuts;
}

function isOff({ derivative }: Activation, z: Float64Array, row: number, units: number): boolean {
  for (let j = row * units; j < (row + 1) * units; j++) if (derivative(z[j]) !== 0) return false;
  return true;
}
