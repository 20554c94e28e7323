import { requireRoomForSequences } from "../architecture/memory";
import { backend, type BackendName } from "../backend/backend";
import { batchOf } from "../data/batch";
import type { SequenceDataset } from "../data/dataset";
import { InvalidArgument, requireKnownKeys, requireNumber } from "../errors";
import { counted, digits, inShort, shown } from "../shown";
import { spectralNorm } from "../numerics/spectral-norm";
import { cellOf } from "../engine/pass/cells";
import type { RecurrentDescription } from "./description";
import { gateGradients, timeStepGradients } from "./gradients";
import { heldOf } from "./held";
import type { GateGradients } from "./hooks";
import { pairNorms } from "./jacobians";
import { type RecurrentPass, withPassThroughTime } from "./look";
import { type RecurrentNet, requireRecurrent } from "./net";
import { requireSequences } from "./sequences";
import { timeSteps, type TimeStepReport } from "./time-steps";

/** One look at a recurrent net: forward and backward through all sequences, measured at every time step. */
export interface RecurrentReport {
  /** The net that was measured. */
  description: RecurrentDescription;
  /** Mean loss in nats (or half squared error). */
  loss: number;
  /** Share of sequences whose class is predicted right; NaN where there are no classes. */
  accuracy: number;
  /** How many sequences it was. */
  points: number;
  /** Every gate's ‖U‖₂, ‖∂C/∂U‖ and ‖∂C/∂W‖ (Frobenius). */
  gates: (GateGradients & {
    /** ‖U‖₂ of the gate's recurrent weights. */
    spectralNorm: number;
  })[];
  /** From the first time step to the last. */
  steps: TimeStepReport[];
  /**
   * Only with `pairs`: ‖∂S_s/∂S_t‖₂ for every pair of time steps, `pairs[s − 1][t − 1]` for t = 1 … s, S = h or (h, c); the
   * largest of the sequences looked at.
   */
  pairs?: number[][];
  /** What ran the tensors. */
  backend: BackendName;
}

/** What `measureThroughTime` takes besides net and data. */
export interface ThroughTimeOptions {
  /** Sequences, from the first, whose Jacobians are multiplied out, 0 up; default 4, and above 64 units 0, or 1 for `pairs`. */
  jacobians?: number;
  /**
   * Whether also every pair of time steps has its Jacobian measured, as `pairs`, in those sequences; default false. Costs half
   * as many times as much as there are steps.
   */
  pairs?: boolean;
}

/**
 * Runs all sequences forward and backward once, changes nothing, and measures every time step.
 *
 * In float64, so that gradients vanish only if they really do.
 * A Jacobian product costs about steps × units³ operations per sequence (twice the units for an LSTM).
 * @returns per time step t: rms of ∂C/∂h_t and ∂C/∂c_t, ‖∂h_T/∂h_t‖₂, ‖∂c_T/∂c_t‖₂, means of h and of the keeping gate
 * @throws InvalidArgument when the data are not sequences, do not fit the net, or take more than WebAssembly's memory
 */
export function measureThroughTime(
  net: RecurrentNet,
  data: SequenceDataset,
  options: ThroughTimeOptions = {},
): RecurrentReport {
  requireKnownKeys("measureThroughTime options", options, ["jacobians", "pairs"]);
  requireRecurrent("measureThroughTime net", net);
  requireSequences(data, net.description);
  const { pairs = false } = options;
  if (typeof pairs !== "boolean")
    throw new InvalidArgument("measureThroughTime pairs", "must be true or false", pairs);
  const { jacobians = net.description.units > 64 ? Number(pairs) : 4 } = options;
  requireNumber("measureThroughTime jacobians", jacobians, { min: pairs ? 1 : 0, whole: true });
  const { length: gates } = cellOf(net.description).gates;
  requireRoomForSequences("measureThroughTime data", { units: net.description.units, gates }, data.steps, data.points); // prettier-ignore
  return heldOf("measureThroughTime data", data.points, () =>
    withPassThroughTime(net, batchOf(data), (pass) => report(net, pass, jacobians, pairs)),
  );
}

function report(net: RecurrentNet, pass: RecurrentPass, jacobians: number, pairs: boolean): RecurrentReport {
  const { description, parameters } = net;
  const { loss, accuracy, size } = pass;
  const steps = timeSteps(pass, Math.min(jacobians, size));
  const gates = gateGradients(pass);
  if (net.observed)
    net.notify({ source: "measure", step: 0, loss, timeSteps: timeStepGradients(pass), gates });
  const { units } = description;
  const found: RecurrentReport = {
    description,
    loss,
    accuracy,
    points: size,
    gates: gates.map((gradients, i) => ({
      ...gradients,
      spectralNorm: spectralNorm(parameters.gates[i].recurrentWeights, units, units),
    })),
    steps,
    ...(pairs && { pairs: pairsOf(pass, Math.min(jacobians, size)) }),
    backend: backend().name,
  };
  return shown(found, textOf);
}

/** The largest norm of each pair of steps over some sequences. */
function pairsOf(pass: RecurrentPass, sequences: number): number[][] {
  const [first, ...others] = pairNorms(pass, sequences);
  return first.map((norms, s) => norms.map((norm, t) => Math.max(norm, ...others.map((own) => own[s][t]))));
}

/** A report in short: how good the net is, and how its gradients spread over time. */
function textOf(report: RecurrentReport): string {
  const { loss, accuracy, points, steps, backend } = report;
  const end = (t: number): string =>
    `${digits(steps.at(t)!.hiddenGradientRms)} at step ${t < 0 ? steps.length : 1}`;
  const sentence =
    `${counted(steps.length, "time step")}, ${counted(points, "sequence")}, on ${backend}: loss ${digits(loss)}, ` +
    `accuracy ${digits(accuracy)}, rms ∂C/∂h ${end(0)} and ${end(-1)}.`;
  return inShort("Report", sentence, report);
}
