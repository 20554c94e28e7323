import type { Net } from "../architecture/net";
import { TooLarge } from "./kernels/machine";
import { outputsByKernels } from "./kernels/outputs";
import { ReferenceSession } from "./reference";
import { looksByKernels } from "./small";

/** What the layers of a net give, which the loss takes, as at test; row by row. By kernels where these take looks. */
export function outputsOf(net: Net, inputs: Float32Array): Float32Array {
  if (!looksByKernels(net, inputs.length / net.description.inputs)) return outputsByReference(net, inputs);
  try {
    return outputsByKernels(net, inputs);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return outputsByReference(net, inputs);
  }
}

function outputsByReference(net: Net, inputs: Float32Array): Float32Array {
  const session = new ReferenceSession(net);
  try {
    return session.forward(inputs);
  } finally {
    session.close();
  }
}
