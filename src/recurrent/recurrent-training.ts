import type { Outcome, UpdateRule } from "../engine/executor";
import { StepwiseTraining } from "../engine/stepwise-training";
import { isHeld } from "../engine/broken";
import type { Magnitude } from "../numerics/magnitude";
import { norm, relativeSize } from "../numerics/norm";
import { whereInTime } from "./broken";
import { gateGradients, recurrentWeights, timeStepGradients } from "./gradients";
import type { GateUpdate, TimeStepGradients } from "./hooks";
import type { RecurrentNet } from "./net";
import { byParameter } from "./parameters";
import { type RecurrentPass, RecurrentSession } from "./session";

/** One step of a recurrent net. */
export interface RecurrentStep extends Outcome {
  timeSteps: TimeStepGradients[];
  gates: GateUpdate[];
  /** The norm of all gradients together, before clipping. */
  gradientNorm: number;
}

/** The training of a recurrent net, unrolled over the time steps. */
export class RecurrentTraining extends StepwiseTraining<RecurrentPass, RecurrentStep> {
  constructor(net: RecurrentNet, rule: UpdateRule) {
    super(new RecurrentSession(net), rule);
  }

  protected read(pass: RecurrentPass, update: () => Magnitude[]): RecurrentStep {
    const { loss, accuracy, cell } = pass;
    const gradientNorm = norm(pass.gradients().map(norm));
    const timeSteps = timeStepGradients(pass);
    const norms = gateGradients(pass);
    const finite = isHeld(loss) && Number.isFinite(gradientNorm);
    const sizes = recurrentWeights(pass).map(norm);
    const changes = byParameter(cell.gates, finite ? update() : []).gates;
    const gates = norms.map((gate, i) => ({
      ...gate,
      updateRatio: relativeSize(changes[i].recurrentWeights?.value ?? 0, sizes[i]),
    }));
    return { loss, accuracy, timeSteps, gates, gradientNorm, ...(!finite && { broken: whereInTime(pass) }) };
  }
}
