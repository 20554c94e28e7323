import type * as Package from "../../src/browser";

/** Milliseconds in a worker of a page. */
export interface WorkerTimes {
  /** To evaluate the package's script. */
  script: number;
  /** From there to the end of the first step: a net is built, its step noted, and taken. */
  first: number;
  /** Of a step, once many were taken, with all norms and a turn of the event loop. */
  step: number;
}

/** What is timed: 20 hidden layers of 32 units, at batches of 64. It becomes the text of a worker. */
export async function timeTraining(vg: typeof Package, script: number): Promise<WorkerTimes> {
  const data = vg.spirals({ points: 64, seed: 1 });
  const milliseconds = async (steps: number): Promise<number> => {
    const start = performance.now();
    const net = vg.mlp({ inputs: 2, depth: 20, width: 32, outputs: 2, activation: "tanh", seed: 1 });
    await vg.train(net, { data, steps, batch: 64, optimizer: vg.sgd(0.01) });
    return performance.now() - start;
  };
  const first = await milliseconds(1);
  await milliseconds(100);
  // Twice the steps cost no more than so many steps more: the difference is without set-up.
  const once = await milliseconds(200);
  return { script, first, step: ((await milliseconds(400)) - once) / 200 };
}
