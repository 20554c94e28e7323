import { backend } from "./backend";

/**
 * The TensorFlow.js of this process, to build models of one's own: `tensorflow().sequential()`, `.layers.dense(…)`.
 *
 * It is the very instance that this package runs on; tensors and models of another one do not mix with it. Untyped, because
 * tfjs's typings would slow down every cell.
 */
export function tensorflow(): any {
  return backend().tf;
}
