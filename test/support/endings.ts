import fc from "fast-check";
import type { NetOptions } from "../../src/architecture/description";
import type { Ending } from "../../src/architecture/output";
import type { Random } from "../../src/random/random";

/** Every kind of end that a net may have: the usual ones, independent labels, and squared error of softmax and of activations. */
export const ENDINGS: Pick<NetOptions, "output" | "loss">[] = [
  {},
  { loss: "squaredError" },
  { output: "sigmoid" },
  { output: "sigmoid", loss: "squaredError" },
  { output: "softmax", loss: "squaredError" },
  { output: "tanh" },
  { output: "scaledTanh" },
  { output: "erf" },
  { output: "leakyRelu" },
  { output: "prelu" },
];

/** Options of nets with any end that their number of outputs allows. */
export const withEndings = <T extends { outputs: number }>(options: fc.Arbitrary<T>): fc.Arbitrary<T & Pick<NetOptions, "output" | "loss">> =>
  options.chain((given) =>
    fc.constantFrom(...ENDINGS.filter(({ output }) => given.outputs > 1 || output !== "softmax")).map((ending) => ({ ...given, ...ending })),
  ); // prettier-ignore

/** Random answers to `size` examples: classes, or where asked for targets of the kind that the loss takes. */
export function randomAnswers(
  { outputs, output, loss }: Ending,
  size: number,
  draw: Random,
  asTargets = loss === "squaredError",
): { labels: Int32Array; targets?: Float32Array } {
  if (!asTargets)
    return {
      labels: Int32Array.from({ length: size }, () => Math.floor(draw.uniform() * Math.max(2, outputs))),
    };
  const targets = Float32Array.from({ length: size * outputs }, () =>
    loss === "squaredError" && output.name !== "softmax" ? draw.normal() : draw.uniform(),
  );
  if (output.name === "softmax") {
    for (let from = 0; from < targets.length; from += outputs) {
      const row = targets.subarray(from, from + outputs);
      const total = row.reduce((sum, y) => sum + y, 0);
      row.forEach((y, j) => (row[j] = y / total));
    }
  }
  return { labels: new Int32Array(0), targets };
}
