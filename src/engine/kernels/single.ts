import { BINARY } from "./binary-single";
import type { Format } from "./machine";

/** Float32, of which a register holds twice as many as of float64. Apart, as a page has no room for its kernels. */
export const SINGLE: Format<Float32Array> = {
  bytes: 4,
  binary: BINARY,
  view: ({ buffer }) => new Float32Array(buffer),
};
