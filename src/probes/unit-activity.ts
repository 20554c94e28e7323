import { requireBatchStatistics } from "../architecture/batch-statistics";
import { requireRoomForExamples } from "../architecture/memory";
import type { Net } from "../architecture/net";
import { requireNet } from "../architecture/require-net";
import { batchOf } from "../data/batch";
import { type Dataset, requireDataset } from "../data/dataset";
import type { LayerPass } from "../engine/executor";
import { withPass } from "../engine/with-pass";
import { counted, inShort, shown } from "../shown";
import { slopesOf } from "./units";

/** For how many examples the units of a layer are on. */
export interface LayerActivity {
  /** 1 for the first hidden layer. */
  layer: number;
  /** For each unit the share of examples with φ′(z) ≠ 0: 0 for a dead unit, 1 for one that is always on; NaN where z is. */
  onShares: number[];
}

/** Which units are dead, which are on now and then, and which always. */
export interface UnitActivity {
  /** How many examples it was. */
  points: number;
  /** From the first hidden layer to the last. */
  layers: LayerActivity[];
}

/**
 * For each hidden unit the share of the examples for which it is on, φ′(z) ≠ 0, so that a gradient goes through it.
 *
 * One pass over all the data, as training would, with batch statistics where the net has them; changes nothing.
 * @throws InvalidArgument when the data does not fit the net
 */
export function unitActivity(net: Net, data: Dataset): UnitActivity {
  requireNet("unitActivity net", net);
  requireDataset(data, net.description);
  requireRoomForExamples("unitActivity data", net.description, data.points);
  requireBatchStatistics("unitActivity data", net.description, data.points);
  const layers = withPass(net, batchOf(data), { training: true }, (pass) =>
    pass.layers.slice(0, -1).map((layer) => ({ layer: layer.plan.index, onShares: onShares(layer) })),
  );
  return shown({ points: data.points, layers }, (found) => {
    const units = layers.flatMap((layer) => layer.onShares);
    const dead = units.filter((share) => share === 0).length;
    return inShort("Activity", `${dead} of ${counted(units.length, "unit")} dead for ${counted(data.points, "example")}.`, found); // prettier-ignore
  });
}

function onShares(layer: LayerPass): number[] {
  const { plan, preactivation, size } = layer;
  const { fanOut } = plan;
  const slopes = slopesOf(layer);
  return Array.from({ length: fanOut }, (_, unit) => {
    let on = 0;
    for (let i = unit; i < preactivation.length; i += fanOut) {
      if (Number.isNaN(preactivation[i])) return Number.NaN;
      if (slopes[i] !== 0) on++;
    }
    return on / size;
  });
}
