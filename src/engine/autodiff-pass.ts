import type { Net } from "../architecture/net";
import type { Batch } from "../data/dataset";
import type { PassOptions } from "./executor";
import { ReferenceSession } from "./reference";
import type { ReferencePass } from "./reference-pass";

/** As `withPass`, by autodiff in float32 alone. */
export function withPassByAutodiff<T>(
  net: Net,
  batch: Batch,
  options: PassOptions,
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
