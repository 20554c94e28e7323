import type { StepValues } from "./cells/cell";
import type { RecurrentPass } from "./session";

/** The numbers of the first `count` sequences of a pass, each at every step. */
export function sequencesOf({ trace, size }: RecurrentPass, count: number): StepValues[][] {
  const values = trace.names.map((name) => [name, trace.valuesOf(name)!] as const);
  const steps = values[0][1].length;
  const units = values[0][1][0].length / size;
  const at = (i: number, t: number): StepValues =>
    Object.fromEntries(
      values.map(([name, ofStep]) => [name, ofStep[t].subarray(i * units, (i + 1) * units)]),
    );
  return Array.from({ length: count }, (_, i) => Array.from({ length: steps }, (_u, t) => at(i, t)));
}
