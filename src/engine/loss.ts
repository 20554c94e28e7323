import type { Scalar, Tensor, Tensor2D } from "@tensorflow/tfjs";
import { accuracyOf, lossOf, targetsOf } from "../architecture/loss";
import type { Ending } from "../architecture/output";
import type { TensorFlow } from "../backend/backend";
import type { Batch } from "../data/dataset";

/**
 * The mean loss of a batch for autodiff; its value and its gradient are `lossOf`'s.
 * @param outputs what `lossOf` takes
 * @param tell is given loss and accuracy in float64, which float32 may not hold
 */
export function meanLoss(
  tf: TensorFlow,
  ending: Ending,
  outputs: Tensor2D,
  batch: Batch,
  tell: (found: { loss: number; accuracy: number }) => void,
): Scalar {
  const mean = tf.customGrad((z) => {
    const { shape } = z as Tensor2D;
    const values = (z as Tensor).dataSync() as Float32Array;
    const { loss, delta } = lossOf(ending, values, targetsOf(ending, batch));
    tell({ loss, accuracy: accuracyOf(ending, values, batch) });
    const share = Float32Array.from(delta, (each) => each / shape[0]);
    const gradFunc = (upstream: Tensor): Tensor => tf.mul(upstream, tf.tensor2d(share, shape));
    return { value: tf.scalar(loss), gradFunc };
  });
  return mean(outputs) as Scalar;
}
