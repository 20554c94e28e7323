import { batchOf } from "../../src/data/batch";
import { delayedRecall } from "../../src/data/delayed-recall";
import { adam } from "../../src/optimizers";
import { recurrent, type RecurrentNet } from "../../src/recurrent/net";
import { RecurrentTraining } from "../../src/recurrent/recurrent-training";
import { trainByAutodiff } from "../../test/recurrent/autodiff";
import { interleave, ratioOf, spreadOf, type Timed } from "../training/rounds";
import { digits, withQuartiles } from "../training/text-table";
import { secondsOf } from "../training/workers/serve";

const UNITS = 16;
const SEQUENCES = 64;
const data = delayedRecall({ points: SEQUENCES, delay: 28, seed: 1 });

/** A table of the recurrent cells' steps by kernels and by tfjs's autodiff, which also makes the parameters' gradients but no norms. */
export async function recurrentRows(count: number, seconds: number): Promise<string[][]> {
  const rows = [[`cell, ${UNITS} units × ${data.steps} time steps, batch ${SEQUENCES}`, "kernels ÷ autodiff", "ms by kernels", "ms by autodiff", "ms to the first step by kernels"]]; // prettier-ignore
  const batch = batchOf(data);
  const rule = { optimizer: adam(0.01) };
  for (const cell of ["rnn", "gru", "lstm"] as const) {
    const net = (): RecurrentNet => recurrent({ cell, inputs: data.features, units: UNITS, outputs: 2, seed: 1 }); // prettier-ignore
    const extent = { size: SEQUENCES, steps: data.steps };
    const first: number[] = [];
    for (let k = 0; k < count; k++) {
      const begin = performance.now();
      const session = new RecurrentTraining(net(), rule, extent);
      session.steps([batch], [1]);
      first.push(performance.now() - begin);
      session.close();
    }
    const session = new RecurrentTraining(net(), rule, extent);
    const other = net();
    const turn = (take: (steps: number) => void): Timed => ({ run: async (steps) => ({ seconds: await secondsOf(async () => take(steps)) }) }); // prettier-ignore
    const many = <T>(steps: number, one: T): T[] => Array<T>(steps).fill(one);
    const { rounds } = await interleave(
      new Map([
        ["kernels", turn((steps) => session.steps(many(steps, batch), many(steps, 1)))],
        ["autodiff", turn((steps) => trainByAutodiff(other, rule, many(steps, batch), many(steps, 1)))],
      ] as const),
      count,
      seconds,
    );
    session.close();
    const milliseconds = (key: "kernels" | "autodiff"): string => digits(spreadOf(rounds.map((round) => 1000 * round[key])).median); // prettier-ignore
    rows.push([cell.toUpperCase(), withQuartiles(ratioOf(rounds, "kernels", "autodiff")!), milliseconds("kernels"), milliseconds("autodiff"), digits(spreadOf(first).median)]); // prettier-ignore
  }
  return rows;
}
