import { Net } from "./net";
import { InvalidArgument } from "../errors";

/** Throws unless `net` is a net of ours that was not disposed. */
export function requireNet(argument: string, net: Net): void {
  if (!(net instanceof Net)) {
    const isModel =
      typeof (net as { trainOnBatch?: unknown } | null | undefined)?.trainOnBatch === "function";
    const rule = isModel
      ? "must be a net that mlp(…) made; a tf.LayersModel is opened by layersModel(model), which measures and records it"
      : "must be a net that mlp(…) made";
    throw new InvalidArgument(argument, rule, isModel ? "a tf.LayersModel" : net);
  }
  net.requireAlive();
}
