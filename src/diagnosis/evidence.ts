import { max, median } from "d3-array";
import { type Activation, activation } from "../activations";
import type { NetDescription } from "../architecture/description";
import { InvalidArgument, requireFields } from "../errors";
import type { Report } from "../probes/measure";
import type { Run } from "../training/run";

/** What one layer showed: a report's numbers, or the medians of a run's. */
export interface LayerEvidence {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  layer: number;
  /** The layer's units. */
  units: number;
  /** φ; "linear" for the output layer. */
  activation: Activation;
  /** log₁₀ of rms δ. */
  log10Delta: number;
  /** The share of numbers that are NaN or infinite. */
  nonFiniteShare: number;
  /** Absent where nobody looked. */
  deadShare?: number;
  /** Absent where nobody looked. */
  saturatedShare?: number;
  /** ‖ΔW‖ ÷ ‖W‖ of a usual step; absent in a report, which changes nothing. */
  update?: number;
  /** The largest of them. */
  largestUpdate?: number;
}

/** What a report or a run has to show of what can go wrong. */
export interface Evidence {
  /** The net. */
  description: NetDescription;
  /** Its hidden layers, the first one first. */
  hidden: LayerEvidence[];
  /** The output layer. */
  output: LayerEvidence;
  /** Of a report alone. */
  inputs?: {
    /** The share of the mean square that is the features' means. */
    meanShare: number;
    /** Mean square of the inputs. */
    meanSquare: number;
  };
  /** Of a run alone. */
  run?: Pick<Run, "stopped" | "message" | "loss">;
}

const RULE = "must be a report of measure(net, data) or a run of train(net, …)";

/** @throws InvalidArgument when it is neither a report nor a run */
export function evidenceOf(given: Report | Run): Evidence {
  const from = "measure(net, data) or train(net, …)";
  requireFields("diagnose report", given, { description: "object" }, from);
  if (!Array.isArray((given.description as Partial<NetDescription>).activations))
    throw new InvalidArgument("diagnose report", RULE, given);
  return "stopped" in given ? ofRun(given) : ofReport(given);
}

function ofReport(report: Report): Evidence {
  requireFields("diagnose report", report, { layers: "list", inputMeanShare: "number", inputMeanSquare: "number" }, "measure(net, data)"); // prettier-ignore
  const { description, inputMeanShare: meanShare, inputMeanSquare: meanSquare } = report;
  const layers = report.layers.map((found) => {
    const { layer, units, nonFiniteShare, deadShare, saturatedShare, log10 } = found;
    const { deltaRms: log10Delta } = log10;
    return { layer, units, activation: activationOf(description, layer), log10Delta, nonFiniteShare, deadShare, saturatedShare }; // prettier-ignore
  });
  return { ...split(layers), description, inputs: { meanShare, meanSquare } };
}

function ofRun(run: Run): Evidence {
  requireFields("diagnose run", run, { steps: "list", loss: "list", layers: "list", probes: "object" }, "train(net, …)"); // prettier-ignore
  const { description, stopped, message, loss, probes } = run;
  if (loss.length === 0) throw new InvalidArgument("diagnose run", "must have a step", loss);
  const sizes = [...description.widths, description.outputs];
  const layers = run.layers.map(({ layer, weightNorm, updateRatio, log10 }, i): LayerEvidence => {
    const seen = (probe: "deadShare" | "saturatedShare"): number | undefined =>
      median(probes.layers[i]?.[probe] ?? []);
    return {
      layer,
      units: sizes[i],
      activation: activationOf(description, layer),
      log10Delta: median(log10.deltaRms)!,
      nonFiniteShare: Number.isFinite(weightNorm.at(-1)) ? 0 : 1,
      deadShare: seen("deadShare"),
      saturatedShare: seen("saturatedShare"),
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
