import type { Net } from "../architecture/net";
import type { Batch } from "../data/dataset";
import type { Pass } from "./executor";
import { ReferenceSession } from "./reference";

/** Runs one batch forward and backward, reads from the pass, and frees everything; the net is left as it was. */
export function look<T>(net: Net, batch: Batch, options: { training: boolean }, read: (pass: Pass) => T): T {
  const session = new ReferenceSession(net);
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
