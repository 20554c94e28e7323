import type { NetDescription } from "../../../src/architecture/description";
import type { Net } from "../../../src/architecture/net";
import { PARAMETER_NAMES } from "../../../src/architecture/parameters";
import type { Batch } from "../../../src/data/dataset";
import type { StepResult, TrainingSession, UpdateRule } from "../../../src/engine/executor";
import { random } from "../../../src/random/random";
import { randomAnswers } from "../../support/endings";

/** Random examples that fit a net: labels, or targets where it predicts numbers, and for some seeds where it does not. */
export function randomBatch(description: NetDescription, size: number, k = 0): Batch {
  const { inputs, loss, seed } = description;
  const stream = random(seed, "batch", k);
  const values = Float32Array.from({ length: size * inputs }, () => stream.normal());
  const answers = randomAnswers(description, size, stream, loss === "squaredError" || seed % 4 === 3);
  return { inputs: values, ...answers, size };
}

/** Moves biases, slopes, gains and shifts away from where they start, so that their gradients matter. */
export function jitter(net: Net): Net {
  const stream = random(net.description.seed, "jitter");
  for (const layer of net.parameters) {
    for (const name of ["biases", "slope", "gain", "shift"] as const)
      layer[name]?.forEach((x, i, all) => (all[i] = x + 0.2 * stream.normal()));
  }
  return net;
}

/** All of a net's parameters, running statistics too, by layer and name. */
export const parametersOf = (net: Net): Record<string, Float32Array> =>
  Object.fromEntries(
    net.parameters.flatMap(
      (layer, l) =>
      PARAMETER_NAMES.flatMap((name) => (layer[name]?.length ? [[`layer ${l + 1} ${name}`, layer[name].slice()]] : [])), // prettier-ignore
    ),
  );

/** What a training did. */
export interface Trained {
  steps: StepResult[];
  parameters: Record<string, Float32Array>;
}

/**
 * Trains a net by an executor.
 * @param lengths how the steps are divided into calls; default one call for all
 */
export function trainBy(
  Executor: new (net: Net, rule: UpdateRule) => TrainingSession,
  net: Net,
  rule: UpdateRule,
  batches: readonly Batch[],
  factors: readonly number[] = batches.map(() => 1),
  lengths: readonly number[] = [batches.length],
): Trained {
  const session = new Executor(net, rule);
  try {
    const steps: StepResult[] = [];
    for (let k = 0; steps.length < batches.length && !steps.at(-1)?.broken; k++) {
      const [from, length] = [steps.length, lengths[k % lengths.length]];
      steps.push(...session.steps(batches.slice(from, from + length), factors.slice(from, from + length)));
    }
    session.save();
    return { steps, parameters: parametersOf(net) };
  } finally {
    session.close();
  }
}

/** |a − b| ÷ |b|, 0 where both are the same (0 and infinite ones too). */
export const relativeError = (a: number, b: number): number => (a === b ? 0 : Math.abs(a - b) / Math.abs(b));
