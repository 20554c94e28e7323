import type { withGradientsByAutodiff as original } from "../../engine/with-gradients";
import { gradientsOnTape } from "../../engine/tape/gradients";

/** Reads the gradient of the mean loss of a batch by automatic differentiation on a tape. */
export const withGradientsByAutodiff: typeof original = (net, batch, read) =>
  read(gradientsOnTape(net, batch));
