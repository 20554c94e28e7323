import { TooLarge } from "../engine/kernels/machine";
import { InvalidArgument } from "../errors";

/**
 * What is made of a pass that WebAssembly's memory holds.
 * @throws InvalidArgument where it cannot, with the pass's size
 */
export function heldOf<T>(argument: string, sequences: number, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    throw new InvalidArgument(argument, `must be sequences whose pass can be held at once: ${error.message}`, sequences); // prettier-ignore
  }
}
