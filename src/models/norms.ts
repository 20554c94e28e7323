import type { Tensor, Tensor1D } from "@tensorflow/tfjs";
import { backend } from "../backend/backend";

/** Sums of squares within these limits are right in float32 to its last digits, whatever the entries. */
const [SMALLEST, LARGEST] = [1e-24, 1e36];

/** The node backend, as far as it is used here. */
interface NodeBackend {
  binding: Record<string, number>;
  executeSingleOutput(name: string, attributes: object[], inputs: Tensor[]): Tensor;
}

/**
 * The Euclidean norms of tensors, formed where the tensors are: two operations each, and one download for all.
 * Where the squares leave float32's range, the tensor is divided by its largest entry first.
 */
export function normsOf(tensors: readonly Tensor[]): number[] {
  const { tf, name } = backend();
  if (tensors.length === 0) return [];
  let norms: number[] = [];
  tf.tidy(() => {
    const node = name === "node" ? (tf.backend() as unknown as NodeBackend) : undefined;
    const squares = tensors.map((tensor) => (node ? halfSquares(node, tensor) : tf.sum(tf.square(tensor))));
    const sums = tf.stack(squares as Tensor[]).dataSync();
    norms = Array.from(sums, (sum, i) => {
      const whole = node ? 2 * sum : sum;
      return whole > SMALLEST && whole < LARGEST ? Math.sqrt(whole) : scaledNorm(tensors[i]);
    });
  });
  return norms;
}

/** Σ t² ÷ 2 in one operation. */
const halfSquares = (node: NodeBackend, tensor: Tensor): Tensor =>
  node.executeSingleOutput("L2Loss", [{ name: "T", type: node.binding["TF_ATTR_TYPE"], value: node.binding["TF_FLOAT"] }], [tensor]); // prettier-ignore

function scaledNorm(tensor: Tensor): number {
  const { tf } = backend();
  const most = tf.max(tf.abs(tensor));
  const scale = most.dataSync()[0];
  if (scale === 0 || !Number.isFinite(scale)) return scale;
  return scale * Math.sqrt(tf.sum(tf.square(tf.div(tensor as Tensor1D, most))).dataSync()[0]);
}
