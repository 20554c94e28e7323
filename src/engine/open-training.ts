import type { Net } from "../architecture/net";
import { backend } from "../backend/backend";
import { whyNotCompilable } from "./compilable";
import type { TrainingSession, UpdateRule } from "./executor";
import { GraphTraining } from "./graph/training";
import { unlessTooLarge } from "./kernels/machine";
import { KernelTraining } from "./kernels/training";
import { ReferenceTraining } from "./reference-training";
import { trainsByKernels } from "./small";
import { onTwoThreads } from "./threads";

/**
 * Loads a net for training: on the graph executor where TensorFlow itself runs and the net is not small, on kernels else, and where
 * they cannot hold the net, on the reference.
 * @param size examples in a batch
 * @param compile whether XLA is to compile the steps, which are a graph's then
 */
export function openTraining(
  net: Net,
  rule: UpdateRule,
  size: number,
  compile = false,
): { session: TrainingSession; reason: string } {
  const { name } = backend();
  const reference = (reason: string): ReturnType<typeof openTraining> => ({
    session: new ReferenceTraining(net, rule),
    reason,
  });
  if (trainsByKernels(net, size) && !(compile && name === "node")) {
    const steps = name === "node" ? "small steps" : "steps";
    return unlessTooLarge<ReturnType<typeof openTraining>>(
      () => ({
        session: new KernelTraining(net, rule, size, { speed: onTwoThreads }),
        reason: `WebAssembly kernels run ${steps} in float32, on the ${name} backend`,
      }),
      (why) => reference(`WebAssembly cannot hold a step: ${why}`),
    );
  }
  const why = whyNotCompilable(net);
  if (why) return reference(why);
  try {
    const compilation = compile ? { after: UNCOMPILED, size } : undefined;
    const session = new GraphTraining(net, rule, true, compilation);
    return { session, reason: "TensorFlow runs whole steps as one graph" };
  } catch (error) {
    return reference(`TensorFlow refused the graph (${refusal(error)})`);
  }
}

/** Steps before those that XLA compiles, so that a run has begun when it is told to wait. */
const UNCOMPILED = 64;

/** What TensorFlow said, and the layer whose node it names. */
function refusal(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const layer = /layer(\d+)\//.exec(text)?.[1];
  return `${layer ? `at layer ${layer}: ` : ""}${text.trim().split("\n")[0].slice(0, 200)}`;
}
