import type { Net } from "../architecture/net";
import { backend } from "../backend/backend";
import { whyNotCompilable } from "./compilable";
import type { TrainingSession, UpdateRule } from "./executor";
import { GraphTraining } from "./graph/training";
import { ReferenceTraining } from "./reference-training";

/** Loads a net for training: on the graph executor where TensorFlow itself runs and can hold the net as a graph. */
export function openTraining(net: Net, rule: UpdateRule): { session: TrainingSession; reason: string } {
  const { name } = backend();
  const reference = (reason: string): ReturnType<typeof openTraining> => ({
    session: new ReferenceTraining(net, rule),
    reason,
  });
  if (name !== "node") return reference(`the ${name} backend runs operation by operation`);
  const reason = whyNotCompilable(net);
  if (reason) return reference(reason);
  try {
    return { session: new GraphTraining(net, rule), reason: "TensorFlow runs whole steps as one graph" };
  } catch (error) {
    return reference(`TensorFlow refused the graph (${refusal(error)})`);
  }
}

/** What TensorFlow said, and the layer whose node it names. */
function refusal(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const layer = /layer(\d+)\//.exec(text)?.[1];
  return `${layer ? `at layer ${layer}: ` : ""}${text.trim().split("\n")[0].slice(0, 200)}`;
}
