import { requireFields, requireList, requireNumberList } from "../../errors";
import { line, reference } from "../parts/marks";
import type { SoftmaxSweep } from "../../theory/logistic/softmax";
import { type Figure, figure, ordered, pretty, titled } from "../style/figure";

const NAME = "charts.softmaxSlope";
/** The Lipschitz constant of softmax. */
const BOUND = 1 / 2;

/**
 * How much of a change of its logits gets through softmax, while one logit moves away from the others, with the bound ½.
 * @param sweeps what `theory.softmaxSweep` gives, for one number of logits or several
 */
export function softmaxSlope(sweeps: readonly SoftmaxSweep[]): Figure {
  const from = "theory.softmaxSweep(…)";
  requireList(`${NAME} sweeps`, sweeps, { keys: "number", logits: "list", spectralNorms: "list" }, from, 1);
  for (const { logits, spectralNorms } of sweeps)
    for (const list of [logits, spectralNorms]) requireNumberList(`${NAME} sweeps`, list, { least: 1 });
  requireFields(`${NAME} sweeps`, sweeps[0], { keys: "number" }, from);
  const share = (i: number): number => (sweeps.length > 1 ? i / (sweeps.length - 1) : 0);
  const { logits } = sweeps[0];
  const data = [
    reference("bound ½", [logits[0], logits.at(-1)!], [BOUND, BOUND]),
    ...sweeps.map(
      ({ keys, logits: x, spectralNorms }, i) =>
      line(`${keys} logits`, x, spectralNorms, { color: ordered(share(i)), width: 2.5, hovertemplate: `${keys} logits, t = %{x:.2f}: %{y:.4g}<extra></extra>` }), // prettier-ignore
    ),
  ];
  const ends = sweeps.map(({ keys, logits: x, spectralNorms }) => {
    const most = spectralNorms.indexOf(Math.max(...spectralNorms));
    return `of ${keys} logits at most ${pretty(spectralNorms[most])}, at t = ${pretty(x[most])}, and ${pretty(spectralNorms.at(-1)!)} at t = ${pretty(x.at(-1)!)}`;
  });
  const all = sweeps.map(({ spectralNorms }) => spectralNorms.at(-1)!);
  return figure(
    {
      title: `Softmax passes at most ½ of a change,<br>and ${pretty(Math.max(...all), 2)} at t = ${pretty(logits.at(-1)!)}`,
      description: `The spectral norm of the Jacobian of softmax at the logits (t, 0, …, 0): ${ends.join("; ")}. The bound is ½.`,
    },
    data,
    {
      xaxis: titled("logit t (the others are 0)"),
      yaxis: titled("‖∂p/∂z‖₂", { rangemode: "tozero" }),
    },
  );
}
