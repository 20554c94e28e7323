import type { NetDescription } from "../architecture/description";
import { requireBatchStatistics } from "../architecture/batch-statistics";
import { requireRoomForExamples } from "../architecture/memory";
import type { Net } from "../architecture/net";
import { type BackendName, backend } from "../backend/backend";
import { batchOf } from "../data/batch";
import { type Dataset, meanShare, meanSquare, requireDataset } from "../data/dataset";
import type { LayerPass } from "../engine/executor";
import { gradientsOf } from "../engine/layer-gradients";
import { InvalidArgument, requireChoice, requireKnownKeys } from "../errors";
import { withPass } from "../engine/with-pass";
import { requireNet } from "../architecture/require-net";
import { counted, digits, inShort, shown } from "../shown";
import { layerGradients, PROBES, type ProbeName, probeNames, type UsualProbeName, usualProbeNames } from ".";

/** The norms that span most orders of magnitude. */
interface Norms {
  /** ‖∂C/∂W‖, Frobenius. */
  weightNorm: number;
  /** ‖∂C/∂b‖, Euclidean. */
  biasNorm: number;
  /** Root mean square of δ over examples and units. */
  deltaRms: number;
}

/** The base-10 logarithms of what spans most orders of magnitude. */
interface Logarithms extends Norms {
  /** ‖∂C/∂W‖ ÷ ‖W‖. */
  updateRatio: number;
}

/** One layer's number of every usual probe, and of those that were asked for besides. */
export type LayerReport<P extends ProbeName = UsualProbeName> = {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  layer: number;
  /** The layer's units. */
  units: number;
  /** The norms, and their ratio to the weights, as base-10 logarithms, which go on where float64 ends (5·10⁻³²⁴); −Infinity for 0. */
  log10: Logarithms;
  /** The norms that a framework gets which computes in float32 alone: 0 or infinite where that ends. */
  float32: Norms;
} & Record<UsualProbeName | P, number>;

/** What `measure` may be told. */
export interface MeasureOptions<P extends ProbeName = UsualProbeName> {
  /** Probes besides the usual ones, such as "spectralNorm", which costs the singular values of every W; default none. */
  probes?: readonly P[];
  /**
   * "training", the default: dropout drops, every RReLU slope is drawn, batch normalization takes the statistics of these very
   * examples. "inference", as `predict` and validation: nothing is dropped, slopes have their mean, and batch normalization
   * its running statistics, so that each example counts by itself and a single one may be asked about.
   */
  mode?: Mode;
}

/** Whether a net behaves as in training or as when it is used. */
export type Mode = "training" | "inference";

/** One look at a net: a forward and a backward pass over a whole data set, measured in every layer. */
export interface Report<P extends ProbeName = UsualProbeName> {
  /** The net that was measured. */
  description: NetDescription;
  /** Mean loss in nats. */
  loss: number;
  /** Share of examples whose class is predicted right; NaN where there are no classes. */
  accuracy: number;
  /** How many examples it was. */
  points: number;
  /** Mean square of the inputs, q₀ of the theory. */
  inputMeanSquare: number;
  /** The share of it that is the features' means: 0 for centred inputs. */
  inputMeanShare: number;
  /** From the first hidden layer to the output, which counts as linear. */
  layers: LayerReport<P>[];
  /** What ran the tensors. */
  backend: BackendName;
}

/**
 * Runs all the data forward and backward once, changes nothing, and measures every layer.
 *
 * As training would, unless `mode` is "inference": with batch statistics, dropout and random slopes, drawn from the net's seed.
 * A number made of NaN or infinite ones is NaN or infinite itself; `nonFiniteShare` and `zeroGradient` say so. Gradients
 * that leave float32's range are measured in float64, whatever their size, but for nets with functions of a reader's own.
 * @returns per layer: ‖∂C/∂W‖, ‖∂C/∂b‖, rms δ, update : weight, φ mean and std, q, saturated and dead share, …
 * @throws InvalidArgument when the data does not fit the net, or a probe has no such name
 */
export function measure<P extends ProbeName = UsualProbeName>(
  net: Net,
  data: Dataset,
  options?: MeasureOptions<P>,
): Report<P>;
export function measure(net: Net, data: Dataset, options: MeasureOptions<ProbeName> = {}): Report<ProbeName> {
  const { names, training } = asked(options);
  requireNet("measure net", net);
  requireDataset(data, net.description);
  requireRoomForExamples("measure data", net.description, data.points);
  if (training) requireBatchStatistics("measure data", net.description, data.points);
  return withPass(net, batchOf(data), { training }, (pass) => {
    const { loss, accuracy } = pass;
    if (net.observed) {
      const layers = pass.layers.map((layer) => layerGradients(layer));
      net.notify({ source: "measure", step: 0, loss, layers });
    }
    const found: Report<ProbeName> = {
      description: net.description,
      loss,
      accuracy,
      points: data.points,
      inputMeanSquare: meanSquare(data),
      inputMeanShare: meanShare(data),
      layers: pass.layers.map((layer) => layerReport(layer, names)),
      backend: backend().name,
    };
    return shown(found, textOf);
  });
}

/** A report in short: how good the net is, and how its gradients spread. */
function textOf(report: Report<ProbeName>): string {
  const { loss, accuracy, points, layers, backend } = report;
  const end = ({ layer, weightNorm }: LayerReport): string => `${digits(weightNorm)} in layer ${layer}`;
  const norms = layers.length > 1 ? `${end(layers[0])} and ${end(layers.at(-1)!)}` : end(layers[0]);
  const sentence =
    `${counted(layers.length, "layer")}, ${counted(points, "example")}, on ${backend}: loss ${digits(loss)}, ` +
    `${Number.isNaN(accuracy) ? "" : `accuracy ${digits(accuracy)}, `}‖∂C/∂W‖ ${norms}.`;
  return inShort("Report", sentence, report);
}

/**
 * The probes that a look is to take, and whether the net behaves as in training.
 * @param by the function that the messages name
 * @throws InvalidArgument when a probe or the mode has no such name
 */
export function asked(
  options: MeasureOptions<ProbeName>,
  by = "measure",
): { names: ProbeName[]; training: boolean } {
  requireKnownKeys(`${by} options`, options, ["probes", "mode"]);
  const { probes = [] } = options;
  if (!Array.isArray(probes)) {
    throw new InvalidArgument(`${by} probes`, "must be a list of names", probes, probeNames);
  }
  for (const name of probes) requireChoice(`${by} probes`, name, probeNames);
  const mode = requireChoice(`${by} mode`, options.mode ?? "training", ["training", "inference"]);
  return {
    names: [...new Set([...usualProbeNames, ...probes])] as ProbeName[],
    training: mode === "training",
  };
}

/** A layer's number of each probe. */
export function layerReport(layer: LayerPass, names: readonly ProbeName[]): LayerReport<ProbeName> {
  const { plan, norms, float32 } = layer;
  const values = Object.fromEntries(names.map((name) => [name, PROBES[name].measure(layer)]));
  const { log10 } = gradientsOf(plan.index, norms, values["matrixNorm"], norms.weightGradient);
  return { layer: plan.index, units: plan.fanOut, log10, float32, ...values } as LayerReport<ProbeName>;
}
