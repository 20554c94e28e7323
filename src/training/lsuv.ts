import { requireRoomForExamples } from "../architecture/memory";
import type { Net } from "../architecture/net";
import { requireNet } from "../architecture/require-net";
import { batchOf } from "../data/batch";
import { type Dataset, requireDataset } from "../data/dataset";
import { layerByLayer } from "../engine/layer-by-layer";
import { InvalidArgument, requireKnownKeys, requireNumber } from "../errors";
import { variance } from "../numerics/norm";

/** What LSUV left in one layer. */
export interface LsuvLayer {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  layer: number;
  /** Variance of z over examples and units. */
  variance: number;
  /** How often the weights were scaled. */
  rounds: number;
}

/**
 * Layer-sequential unit variance: scales each layer's weights in place, from the first to the output, until the variance
 * of z over the data is 1 (Mishkin & Matas 2016); start from `init: "orthogonal"` as they do.
 *
 * A layer whose z is the same everywhere cannot be scaled and is left alone; biases of variance 1 or more keep it above 1.
 * @param options.tolerance on |variance − 1|, above 0 up to but not 1; default 0.01
 * @param options.rounds most scalings of one layer, 1 to 100; default 10
 * @throws InvalidArgument when the data does not fit the net, or the net is normalized: its z has unit variance already
 */
export function lsuv(
  net: Net,
  data: Dataset,
  options: { tolerance?: number; rounds?: number } = {},
): LsuvLayer[] {
  requireKnownKeys("lsuv options", options, ["tolerance", "rounds"]);
  const tolerance = requireNumber("lsuv tolerance", options.tolerance ?? 0.01, { above: 0, max: 0.999 });
  const most = requireNumber("lsuv rounds", options.rounds ?? 10, { min: 1, max: 100, whole: true });
  requireNet("lsuv net", net);
  requireDataset(data, net.description);
  requireRoomForExamples("lsuv data", net.description, data.points);
  const { normalization } = net.description;
  if (normalization !== "none") {
    throw new InvalidArgument("lsuv net", "must be without normalization", normalization, ["none"]);
  }
  const found: LsuvLayer[] = [];
  layerByLayer(net, batchOf(data), (i, preactivation) => {
    const { weights } = net.parameters[i];
    let [now, rounds] = [variance(preactivation()), 0];
    for (; rounds < most && now > 0 && Number.isFinite(now) && Math.abs(now - 1) > tolerance; rounds++) {
      const scale = 1 / Math.sqrt(now);
      weights.forEach((w, j) => (weights[j] = w * scale));
      now = variance(preactivation());
    }
    found.push({ layer: i + 1, variance: now, rounds });
  });
  return found;
}
