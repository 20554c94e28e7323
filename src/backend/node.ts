import util from "node:util";
import type { TensorFlow } from "./tfjs";

/** Environment variables that the library reads once, when it loads; what is set already stays. */
const SETTINGS = {
  TF_CPP_MIN_LOG_LEVEL: "2",
  // oneDNN's own operations, which TensorFlow takes on some processors, are no faster for nets like these and give other digits.
  TF_ENABLE_ONEDNN_OPTS: "0",
  // Its product of matrices for AVX-512, which TensorFlow takes all the same, loses the heap when a signal comes meanwhile (Jupyter's
  // interrupt: in TensorFlow 2.21 five processes of eight died); that for AVX2 takes 4–10 % longer, with the digits of other processors.
  ONEDNN_MAX_CPU_ISA: "AVX2",
};

/** Loads tfjs-node: TensorFlow's C library behind tfjs's interface. Throws when its addon is not installed. */
export function loadNode(): { tf: TensorFlow; version: string } {
  // tfjs-node 4.22.0 calls util.isNullOrUndefined, which Node 23 removed.
  const legacy = util as { isNullOrUndefined?: (value: unknown) => boolean };
  legacy.isNullOrUndefined ??= (value) => value === null || value === undefined;
  for (const [name, value] of Object.entries(SETTINGS)) process.env[name] ??= value;
  const tf = require("@tensorflow/tfjs-node") as TensorFlow & { version: { "tfjs-node": string } };
  const native = tf.backend() as unknown as { binding: { TF_Version: string } };
  return { tf, version: native.binding.TF_Version };
}
