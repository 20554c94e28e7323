import { unlessTooLarge } from "../engine/kernels/machine";
import { InvalidArgument } from "../errors";

/**
 * What is made of a pass that WebAssembly's memory holds.
 * @throws InvalidArgument where it cannot, with the pass's size
 */
export const heldOf = <T>(argument: string, sequences: number, make: () => T): T =>
  unlessTooLarge(make, (why) => {
    throw new InvalidArgument(argument, `must be sequences whose pass can be held at once: ${why}`, sequences); // prettier-ignore
  });
