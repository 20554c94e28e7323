import type { Type } from "./attribute";

/** A placeholder or a result of a graph. */
export interface TensorInfo {
  name: string;
  type: Type;
  /** The node's name, with ":k" for the k-th output of several. */
  node: string;
}
