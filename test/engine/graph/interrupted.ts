/**
 * A process that trains one net after another, as cells of a notebook do, while its parent sends it signals.
 * It prints "training" when a run has begun, and at its end what the runs were like.
 */
import { mlp } from "../../../src/architecture/net";
import type { NetOptions } from "../../../src/architecture/description";
import { spirals } from "../../../src/data/spirals";
import { sgd } from "../../../src/optimizers";
import type { Run } from "../../../src/training/run";
import { runTraining as train } from "../../../src/training/run-training";

const [executor, rounds, width] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
// Functions of one's own cannot be written on operations.
const own = { name: "own tanh", f: Math.tanh, derivative: (x: number) => 1 - Math.tanh(x) ** 2 };
const options: NetOptions = {
  inputs: 2, depth: 6, width, outputs: 2, activation: executor === "reference" ? own : "tanh", seed: 1,
}; // prettier-ignore
const data = spirals({ points: 256, seed: 1 });
let others = 0;
process.on("SIGUSR2", () => others++);

const numbersOf = ({ loss, accuracy, layers }: Run): string => JSON.stringify([[...loss], accuracy, layers]);
const alone = (): Promise<Run> => train(mlp(options), { data, steps: 12, optimizer: sgd(0.05) });

void (async () => {
  const before = numbersOf(await alone());
  const stopped: Record<string, number> = {};
  let whole = true;
  for (let round = 0; round < rounds; round++) {
    let said = false;
    const onStep = (): void => {
      if (!said) process.stdout.write("training\n");
      said = true;
    };
    const run = await train(mlp(options), { data, steps: 1e6, optimizer: sgd(0.05), onStep });
    stopped[run.stopped] = (stopped[run.stopped] ?? 0) + 1;
    const { stepsDone, steps, loss, accuracy, layers } = run;
    whole &&= stepsDone > 0 && [steps, loss, accuracy].every(({ length }) => length === stepsDone);
    whole &&= layers.length === 7 && layers.every(({ weightNorm }) => weightNorm.length === stepsDone && weightNorm.every((norm) => norm > 0)); // prettier-ignore
    whole &&= run.executor.name === executor && run.message.startsWith("Interrupted: ");
    const start = JSON.parse(before)[0] as number[];
    whole &&= start.slice(0, stepsDone).every((x, k) => x === loss[k]);
  }
  const same = numbersOf(await alone()) === before;
  process.stdout.write(`${JSON.stringify({ stopped, whole, same, others })}\n`);
  process.exit(0);
})();
