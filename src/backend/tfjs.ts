import type * as tfjs from "@tensorflow/tfjs";

/** TensorFlow.js, whichever backend runs it. */
export type TensorFlow = typeof tfjs;
