import type { Axes } from "../comparison/grid";
import { type CompareOptions, type Comparison, runComparison } from "../comparison/run-comparison";
import { counted } from "../shown";
import { progress } from "./progress";

let latest: Comparison | undefined;

/**
 * Compares nets: every combination of some options, measured or trained with several seeds, with live progress.
 *
 * `await compare({ activation: ["sigmoid", "relu"], depth: [5, 20] }, { data, seeds: 5 })` gives four rows, each with five
 * reports; with `training: { steps: 200, optimizer: sgd(0.05) }` five runs too. Each is what `measure(mlp({ …, seed }), data)`
 * and `train(mlp({ …, seed }), { data, …training })` give, bit for bit. Jupyter's interrupt ends it early with what is done,
 * which `lastComparison()` gives too.
 * @param axes for any option of `mlp` but the seed, or for `optimizer`, the values to try; or `net`, nets by name, each made of
 * a seed: `{ net: { plain: (seed) => mlp({ …, seed }), … } }`
 * @param options what all nets share: `base`, the options of `mlp`, by default of one hidden layer of 32 units; `data`; `seeds`; `training`
 * @throws InvalidArgument before anything is built
 */
export async function compare(axes: Axes, options: CompareOptions): Promise<Comparison> {
  const bar = progress("Comparing");
  const start = Date.now();
  let hasBegun = false;
  try {
    const comparison = await runComparison(axes, options, {
      begun(begun) {
        latest = begun;
        hasBegun = true;
      },
      progress: (share, detail) => bar.update(share, detail),
    });
    const { interrupted, rows } = comparison;
    const how = interrupted ? "Interrupted" : "Compared";
    const kept = interrupted ? " What is done is in lastComparison()." : "";
    bar.finish(`${how}: ${counted(rows.length, "net")}, ${((Date.now() - start) / 1000).toFixed(1)} s.${kept}`, interrupted); // prettier-ignore
    return comparison;
  } catch (error) {
    bar.finish(
      hasBegun ? "Ended by an error. What is done is in lastComparison()." : "It did not begin.",
      true,
    );
    throw error;
  }
}

/** The latest comparison of this process, also one that was interrupted or failed; undefined before the first. */
export const lastComparison = (): Comparison | undefined => latest;
