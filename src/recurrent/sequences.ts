import { requireDataset, type SequenceDataset } from "../data/dataset";
import { InvalidArgument } from "../errors";
import type { RecurrentDescription } from "./description";

/**
 * Checks that a data set is whole, consists of sequences and fits a net.
 * @throws InvalidArgument naming the field that does not
 */
export function requireSequences(data: SequenceDataset, net: RecurrentDescription): void {
  const steps: unknown = data?.steps;
  if (!Number.isInteger(steps) || (steps as number) < 1) {
    throw new InvalidArgument("data", "must be sequences of 1 step or more", data?.name, [
      "delayedRecall({ seed: 1 })",
      "adding({ seed: 1 })",
    ]);
  }
  const { inputs, outputs, output, loss } = net;
  if (data.features !== inputs)
    throw new InvalidArgument("data features", `must be the net's inputs (${inputs})`, data.features);
  // The rest is as for one long row of all steps.
  const { steps: length, ...flat } = data;
  requireDataset({ ...flat, features: inputs * length } as SequenceDataset, {
    inputs: inputs * length,
    outputs,
    output,
    loss,
  });
}
