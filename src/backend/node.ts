import util from "node:util";
import type { TensorFlow } from "./tfjs";

/** Loads tfjs-node: TensorFlow's C library behind tfjs's interface. Throws when its addon is not installed. */
export function loadNode(): { tf: TensorFlow; version: string } {
  // tfjs-node 4.22.0 calls util.isNullOrUndefined, which Node 23 removed.
  const legacy = util as { isNullOrUndefined?: (value: unknown) => boolean };
  legacy.isNullOrUndefined ??= (value) => value === null || value === undefined;
  // Must be set before the library loads: it reads each variable once. oneDNN, which it would use on some processors, is slower for nets
  // like these, gives other digits there, and is announced at every start.
  process.env["TF_ENABLE_ONEDNN_OPTS"] ??= "0";
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "2";
  const tf = require("@tensorflow/tfjs-node") as TensorFlow & { version: { "tfjs-node": string } };
  const native = tf.backend() as unknown as { binding: { TF_Version: string } };
  return { tf, version: native.binding.TF_Version };
}
