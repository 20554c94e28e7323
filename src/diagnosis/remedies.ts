import type { NetDescription, NetOptions } from "../architecture/description";
import { digits } from "../shown";
import { expected, LIMIT } from "./expected";

/** What may be changed of a net, as it would be written in the options of `mlp`, the smallest changes first. */
const CHANGES: readonly ((description: NetDescription) => Partial<NetOptions>)[] = [
  () => ({ init: "heNormal" }),
  () => ({ init: "xavierNormal" }),
  () => ({ init: "lecunNormal" }),
  () => ({ normalization: "layer" }),
  () => ({ normalization: "batch" }),
  ({ widths }) => ({ residual: { scale: Number((1 / Math.sqrt(widths.length)).toPrecision(2)) } }),
  () => ({ activation: "relu", init: "heNormal" }),
  () => ({ activation: "tanh", init: "xavierNormal" }),
];

/** More would be a list of all that there is. */
const MOST = 4;

/** Expectations that are nearer to each other are the same. */
const ROUNDING = 1e-9;

/** The changes to a net with which mean-field theory expects gradients to keep their size, and better than without, by what factor per layer. */
export function remediesOf(description: NetDescription): string[] {
  const found: string[] = [];
  const most = Math.min(LIMIT / 2, Math.abs(expected(description)?.logRatio ?? Infinity) - ROUNDING);
  for (const change of CHANGES) {
    const options = change(description);
    const then = expected(description, options);
    if (then && Math.abs(then.logRatio) <= most)
      found.push(`${written(options)} (in theory ×${digits(then.factor)} per layer)`);
    if (found.length === MOST) break;
  }
  return found.length > 0 ? found : ["fewer layers"];
}

/** Options as they are written in a cell: init: "heNormal". */
const written = (options: object): string =>
  Object.entries(options)
    .map(
      ([name, value]) =>
        `${name}: ${JSON.stringify(value)
          .replaceAll(/"(\w+)":/g, " $1: ")
          .replace(/\}$/, " }")}`,
    )
    .join(", ");
