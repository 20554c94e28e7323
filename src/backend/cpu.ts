import type { TensorFlow } from "./tfjs";

/** Loads tfjs with its plain JavaScript backend: slow, and the same everywhere. */
export function loadCpu(): { tf: TensorFlow; version: string } {
  const tf = require("@tensorflow/tfjs") as TensorFlow;
  void tf.setBackend("cpu");
  // Without this the first tensor prints an advertisement for tfjs-node.
  (tf.backend() as unknown as { firstUse: boolean }).firstUse = false;
  return { tf, version: tf.version_core };
}
