import { max, median } from "../numerics/summary";
import { type Activation, activation } from "../activations";
import type { NetDescription } from "../architecture/description";
import { InvalidArgument, requireFields } from "../errors";
import type { ModelReport, ModelRun } from "../models";
import type { Report } from "../probes/measure";
import type { Run } from "../training/run";

/** What one layer showed: a report's numbers, or the medians of a run's. */
export interface LayerEvidence {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  layer: number;
  /** "layer 3", or the name that a model's layer has. */
  called: string;
  /** The layer's units. */
  units: number;
  /** φ; "linear" for the output layer. */
  activation: Activation;
  /** log₁₀ of rms δ, of a model's layer of its norm over all that it gives for an example; NaN where nobody looked. */
  log10Delta: number;
  /** The share of numbers that are NaN or infinite. */
  nonFiniteShare: number;
  /** Absent where nobody looked. */
  deadShare?: number;
  /** Absent where nobody looked. */
  identicalShare?: number;
  /** Absent where nobody looked. */
  saturatedShare?: number;
  /** ‖ΔW‖ ÷ ‖W‖ of a usual step; absent in a report, which changes nothing, and of a model's weights that started at 0. */
  update?: number;
  /** The largest of them. */
  largestUpdate?: number;
}

/** What a report or a run has to show of what can go wrong. */
export interface Evidence {
  /** The net; absent of a tf.LayersModel. */
  description?: NetDescription;
  /** Its hidden layers, the first one first. */
  hidden: LayerEvidence[];
  /** The output layer. */
  output: LayerEvidence;
  /** Of a tf.LayersModel alone: its loss, of a run the last one. */
  loss?: number;
  /** Of a report alone. */
  inputs?: {
    /** The share of the mean square that is the features' means. */
    meanShare: number;
    /** Mean square of the inputs. */
    meanSquare: number;
  };
  /** Of a run alone. */
  run?: Pick<Run, "loss"> & Partial<Pick<Run, "stopped" | "message">>;
}

/** What may be diagnosed. */
export type Diagnosable = Report | Run | ModelReport | ModelRun;

const RULE =
  "must be a report of measure(net, data) or a run of train(net, …), or what layersModel(model) measured or recorded";

/** @throws InvalidArgument when it is neither a report nor a run */
export function evidenceOf(given: Diagnosable): Evidence {
  if (isOfModel(given)) return "stepsDone" in given ? ofModelRun(given) : ofModelReport(given);
  const from = "measure(net, data) or train(net, …), or layersModel(model) measured or recorded,";
  requireFields("diagnose report", given, { description: "object" }, from);
  if (!Array.isArray((given.description as Partial<NetDescription>).activations))
    throw new InvalidArgument("diagnose report", RULE, given);
  return "stopped" in given ? ofRun(given) : ofReport(given);
}

function ofReport(report: Report): Evidence {
  requireFields("diagnose report", report, { layers: "list", inputMeanShare: "number", inputMeanSquare: "number" }, "measure(net, data)"); // prettier-ignore
  const { description, inputMeanShare: meanShare, inputMeanSquare: meanSquare } = report;
  const layers = report.layers.map((found) => {
    const { layer, units, nonFiniteShare, deadShare, saturatedShare, identicalShare, log10 } = found;
    const { deltaRms: log10Delta } = log10;
    const called = `layer ${layer}`;
    return { layer, called, units, activation: activationOf(description, layer), log10Delta, nonFiniteShare, deadShare, saturatedShare, identicalShare }; // prettier-ignore
  });
  return { ...split(layers), description, inputs: { meanShare, meanSquare } };
}

function ofRun(run: Run): Evidence {
  requireFields("diagnose run", run, { steps: "list", loss: "list", layers: "list", probes: "object" }, "train(net, …)"); // prettier-ignore
  const { description, stopped, message, loss, probes } = run;
  if (loss.length === 0) throw new InvalidArgument("diagnose run", "must have a step", loss);
  const sizes = [...description.widths, description.outputs];
  const layers = run.layers.map(({ layer, weightNorm, updateRatio, log10 }, i): LayerEvidence => {
    const seen = (probe: "deadShare" | "saturatedShare" | "identicalShare"): number | undefined =>
      median(probes.layers[i]?.[probe] ?? []);
    return {
      layer,
      called: `layer ${layer}`,
      units: sizes[i],
      activation: activationOf(description, layer),
      log10Delta: median(log10.deltaRms)!,
      nonFiniteShare: Number.isFinite(weightNorm.at(-1)) ? 0 : 1,
      deadShare: seen("deadShare"),
      saturatedShare: seen("saturatedShare"),
      identicalShare: seen("identicalShare"),
      update: median(updateRatio),
      largestUpdate: max(updateRatio),
    };
  });
  return { ...split(layers), description, run: { stopped, message, loss } };
}

const split = (layers: LayerEvidence[]): { hidden: LayerEvidence[]; output: LayerEvidence } => ({
  hidden: layers.slice(0, -1),
  output: layers.at(-1)!,
});

const activationOf = ({ activations }: NetDescription, layer: number): Activation =>
  activation(activations[layer - 1] ?? "linear");

/** Whether it is a tf.LayersModel's, whose layers have names, and which has no description. */
const isOfModel = (given: Diagnosable): given is ModelReport | ModelRun => {
  const { description, layers } = (given ?? {}) as { description?: unknown; layers?: { name?: unknown }[] };
  return description === undefined && Array.isArray(layers) && typeof layers[0]?.name === "string";
};

/** log₁₀ ‖δ‖: sizes and kinds of a model's layers differ, and what keeps δ of an example in all of them is its norm. */
const normOf = (log10DeltaRms: number | undefined, entries: number, outputs: number): number =>
  // Of several outputs each branch has a size of its own.
  outputs === 1 ? (log10DeltaRms ?? Number.NaN) + Math.log10(entries) / 2 : Number.NaN;

function ofModelReport(report: ModelReport): Evidence {
  requireFields("diagnose report", report, { outputs: "number" }, "layersModel(model).measure(data)");
  const layers = report.layers.map((found): LayerEvidence => {
    const { layer, name, units, nonFiniteShare, deadShare, saturatedShare, identicalShare, log10, entries } =
      found;
    return {
      layer,
      called: name,
      units,
      activation: activation(found.activation ?? "linear"),
      log10Delta: normOf(log10.deltaRms, entries, report.outputs),
      nonFiniteShare,
      identicalShare,
      deadShare: Number.isNaN(deadShare) ? undefined : deadShare,
      saturatedShare: Number.isNaN(saturatedShare) ? undefined : saturatedShare,
    };
  });
  return { ...split(layers), loss: report.loss };
}

function ofModelRun(run: ModelRun): Evidence {
  requireFields("diagnose run", run, { outputs: "number", loss: "list" }, "layersModel(model).record()");
  const { loss, outputs } = run;
  if (loss.length === 0) throw new InvalidArgument("diagnose run", "must have a step", loss);
  const ends = run.layers.map(({ weightNorm }) => weightNorm.at(-1)!);
  // A layer that was frozen on the way has no more numbers, which are NaN; after a NaN all layers' are.
  const isBroken = (end: number): boolean => Math.abs(end) === Infinity || ends.every(Number.isNaN);
  const layers = run.layers.map(({ layer, name, updateRatio, entries, log10 }, i): LayerEvidence => ({
    layer,
    called: name,
    units: entries,
    activation: activation("linear"),
    log10Delta: normOf(median(log10.deltaRms ?? []), entries, outputs),
    nonFiniteShare: isBroken(ends[i]) ? 1 : 0,
    // What starts at 0, as a PReLU layer's α, has no size that a step could be compared with.
    ...(!updateRatio.includes(Infinity) && { update: median(updateRatio), largestUpdate: max(updateRatio) }),
  }));
  return { ...split(layers), loss: loss.at(-1), run: { loss } };
}
