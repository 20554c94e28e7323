import type { Activation } from "../../activations/activation";
import type { Floats } from "../../numerics/norm";
import { KernelOps } from "./ops";
import { type Block, getNumber, numbersOf, setNumbers, withMachine } from "./program";

/** How many numbers are taken at once: what becomes of them stays in a processor's cache. */
const CHUNK = 2 ** 13;

/** f′ of each number, as `derivative` gives it one by one, but for the last digits. */
export function derivativesOf({ forward, gradient, learnable }: Activation, z: Floats): Float64Array {
  const g = new KernelOps();
  const { program } = g;
  const from = program.block([Math.min(Math.max(1, z.length), CHUNK)], true);
  const context = { ops: g, ...(learnable && { learned: program.constant(learnable.initial) }) };
  let a: Block | undefined;
  const slope = program.keep(
    gradient<Block>(program.constant(1), {
      ...context,
      z: from,
      // Noted only where the gradient asks for it.
      get a() {
        return (a ??= forward<Block>(from, context));
      },
    }),
  );
  const found = new Float64Array(z.length);
  return withMachine(program, (machine) => {
    // A slope that is the same everywhere is a single number.
    if (slope.length < from.length) return found.fill(getNumber(machine, slope));
    for (let k = 0; k < z.length; k += CHUNK) {
      const some = z.subarray(k, k + CHUNK);
      setNumbers(machine, from, some);
      program.run(0, program.length);
      found.set(numbersOf(machine, slope).subarray(0, some.length), k);
    }
    return found;
  });
}
