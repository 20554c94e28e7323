import type { Net } from "../architecture/net";
import { backend } from "../backend/backend";
import type { Batch } from "../data/dataset";
import type { LayerPass, Look } from "./executor";
import { isCompilable } from "./compilable";
import { lookInFloat64 } from "./graph/look";
import { ReferenceSession } from "./reference";
import type { ReferencePass } from "./reference-pass";

/** How a look runs: `training` turns on random slopes, dropout and batch statistics, drawn for that step of a training. */
export interface LookOptions {
  training: boolean;
  step?: number;
}

/**
 * Runs one batch forward and backward, reads what it was like, and frees everything; the net is left as it was.
 *
 * In float32 by autodiff; where a layer's numbers leave float32's range, once more in float64 by the graph executor,
 * which holds them whatever their size (on the native backend, for what a graph can hold).
 */
export function look<T>(net: Net, batch: Batch, options: LookOptions, read: (seen: Look) => T): T {
  const inGraph = backend().name === "node" && isCompilable(net);
  type Seen = { value: T } | { float32: LayerPass["float32"][] };
  const seen = lookByAutodiff(net, batch, options, (pass): Seen =>
    inGraph && !pass.isHeld ? { float32: pass.layers.map(({ float32 }) => float32) } : { value: read(pass) },
  );
  return "value" in seen ? seen.value : lookInFloat64(net, batch, { ...options, ...seen }, read);
}

/** As `look`, by autodiff in float32 alone. */
export function lookByAutodiff<T>(
  net: Net,
  batch: Batch,
  options: LookOptions,
  read: (seen: ReferencePass) => T,
): T {
  const session = new ReferenceSession(net, options.step);
  try {
    const pass = session.backward(batch, options);
    try {
      return read(pass);
    } finally {
      pass.close();
    }
  } finally {
    session.close();
  }
}
