import { counted, digits, inShort, shown } from "../shown";
import { type Diagnosable, type Evidence, evidenceOf } from "./evidence";
import type { Found } from "./finding";
import { type FindingName, FINDINGS } from "./kinds";

/** Something that is wrong with a net or its training. */
export interface Finding extends Found {
  /** What kind of thing it is. */
  kind: FindingName;
  /** Where the threshold comes from: paper and equation, or derivation. */
  source: string;
}

/** What is wrong with a net or its training, and whether anything is. */
export interface Diagnosis {
  /** What is wrong, causes before effects; empty where nothing is. */
  findings: Finding[];
  /** Whether nothing was found. */
  healthy: boolean;
}

/**
 * Says in words what is wrong with a net, in which layers, by which number and threshold, and what to try.
 *
 * It looks for numbers that are not finite; no gradient at all; identical units; gradients that vanish or explode (rms δ of a hidden layer beyond e^±3 of the
 * last one's); dead and saturated units; and, of a report, inputs that are not centred; of a run, steps too large or too
 * small. What it advises against vanishing and exploding gradients is what mean-field theory expects to mend them. Of a
 * run it takes the median over its steps, and of units what `probes: ["deadShare", "saturatedShare", "identicalShare"]`
 * recorded.
 *
 * Of a tf.LayersModel it takes what `layersModel(model)` measured or recorded, of one output for gradients, which it judges by
 * ‖δ‖, because layers differ in size; of a run with `delta: true`. Inputs and steps that are too small it does not judge there.
 * @param given what `measure(net, data)`, `train(net, …)`, `layersModel(model).measure(data)` or its `record()` gave
 * @throws InvalidArgument when it is neither
 */
export function diagnose(given: Diagnosable): Diagnosis {
  const evidence = evidenceOf(given);
  const findings = Object.entries(FINDINGS).flatMap(([kind, { source, find }]) => {
    const found = find(evidence);
    return found ? [{ kind: kind as FindingName, ...found, source }] : [];
  });
  return shown({ findings, healthy: findings.length === 0 }, (diagnosis) => textOf(diagnosis, evidence));
}

function textOf(diagnosis: Diagnosis, evidence: Evidence): string {
  const { findings, healthy } = diagnosis;
  if (healthy) return inShort("Diagnosis", soundness(evidence), diagnosis);
  const lines = findings.flatMap(({ says, value, threshold, quantity, source, remedies }) => [
    `• ${says}`,
    `  By: ${quantity} = ${digits(value)}, threshold ${digits(threshold)}: ${source}.`,
    `  Try: ${remedies.join("; or ")}.`,
  ]);
  return inShort("Diagnosis", `${counted(findings.length, "finding")}.\n${lines.join("\n")}`, diagnosis);
}

/** What a healthy net is healthy by. */
function soundness({ hidden, output, inputs, run, description }: Evidence): string {
  const [first, last] = [hidden[0], hidden.at(-1)];
  const between = first && last ? last.layer - first.layer : 0;
  const factor = between > 0 ? 10 ** ((first.log10Delta - last!.log10Delta) / between) : undefined;
  const words = [
    factor === undefined || Number.isNaN(factor)
      ? ""
      : `${description ? "rms δ" : "‖δ‖"} changes by ×${digits(factor)} per layer`,
    most(
      hidden.map(({ deadShare }) => deadShare),
      "dead",
    ),
    most(
      hidden.map(({ saturatedShare }) => saturatedShare),
      "saturated",
    ),
    inputs ? "the inputs are centred" : "",
    run
      ? `the median step changes no layer’s weights by more than ${digits(Math.max(...[...hidden, output].map(({ update = 0 }) => update)))} of their size`
      : `${description ? "train(net, …)" : "layersModel(model).record({ delta: true })"} would show its steps too`,
    run && !description && hidden.some(({ log10Delta }) => Number.isNaN(log10Delta))
      ? "record({ delta: true }) would show the gradients of a model with one output"
      : "",
  ].filter((text) => text !== "");
  return `healthy: ${words.join("; ")}.`;
}

function most(shares: readonly (number | undefined)[], what: string): string {
  const known = shares.filter((share) => share !== undefined);
  return known.length > 0
    ? `at most ${digits(100 * Math.max(...known))} % of a layer's units are ${what}`
    : "";
}
