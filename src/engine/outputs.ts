import type { Net } from "../architecture/net";
import { unlessTooLarge } from "./kernels/machine";
import { outputsByKernels } from "./kernels/outputs";
import { ReferenceSession } from "./reference";
import { looksByKernels } from "./small";

/** What the layers of a net give, which the loss takes, as at test; row by row. By kernels where these take looks. */
export function outputsOf(net: Net, inputs: Float32Array): Float32Array {
  const byReference = (): Float32Array => outputsByReference(net, inputs);
  return looksByKernels(net, inputs.length / net.description.inputs)
    ? unlessTooLarge(() => outputsByKernels(net, inputs), byReference)
    : byReference();
}

function outputsByReference(net: Net, inputs: Float32Array): Float32Array {
  const session = new ReferenceSession(net);
  try {
    return session.forward(inputs);
  } finally {
    session.close();
  }
}
