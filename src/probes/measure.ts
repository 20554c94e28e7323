import type { NetDescription } from "../architecture/description";
import type { Net } from "../architecture/net";
import { type BackendName, backend } from "../backend/backend";
import { batchOf } from "../data/batch";
import { type Dataset, meanSquare, requireDataset } from "../data/dataset";
import type { LayerPass } from "../engine/executor";
import { ReferenceSession } from "../engine/reference";
import { PROBES, type ProbeName, layerGradients, probeNames } from ".";

/** Every probe's number for one layer. */
export type LayerReport = { layer: number; units: number } & Record<ProbeName, number>;

/** One look at a net: a forward and a backward pass over a whole data set, measured in every layer. */
export interface Report {
  description: NetDescription;
  /** Mean loss in nats. */
  loss: number;
  /** Share of examples whose class is predicted right. */
  accuracy: number;
  /** How many examples it was. */
  points: number;
  /** Mean square of the inputs, q₀ of the theory. */
  inputMeanSquare: number;
  /** From the first hidden layer to the output, which counts as linear. */
  layers: LayerReport[];
  backend: BackendName;
}

/**
 * Runs all the data forward and backward once, as training would, changes nothing, and measures every layer.
 *
 * As training would: with batch statistics, dropout and random slopes, drawn from the net's seed.
 * @returns per layer: ‖∂C/∂W‖, ‖∂C/∂b‖, rms δ, update : weight, φ mean and std, q, saturated and dead share
 * @throws InvalidArgument when the data does not fit the net
 */
export function measure(net: Net, data: Dataset): Report {
  net.requireAlive();
  requireDataset(data, net.description);
  const session = new ReferenceSession(net);
  try {
    const pass = session.backward(batchOf(data), { training: true });
    try {
      const { loss, accuracy } = pass;
      if (net.observed) {
        const layers = pass.layers.map((layer) => layerGradients(layer, 1));
        net.notify({ source: "measure", step: 0, loss, layers });
      }
      return {
        description: net.description,
        loss,
        accuracy,
        points: data.points,
        inputMeanSquare: meanSquare(data),
        layers: pass.layers.map(report),
        backend: backend().name,
      };
    } finally {
      pass.close();
    }
  } finally {
    session.close();
  }
}

function report(layer: LayerPass): LayerReport {
  const values = probeNames.map((name) => [name, PROBES[name].measure(layer)] as const);
  return { layer: layer.plan.index, units: layer.plan.fanOut, ...Object.fromEntries(values) } as LayerReport;
}
