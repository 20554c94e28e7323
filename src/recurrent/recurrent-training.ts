import type { Outcome, UpdateRule } from "../engine/executor";
import { StepwiseTraining } from "../engine/stepwise-training";
import { norm } from "../probes/norm";
import { whereInTime } from "./broken";
import { gateGradients, timeStepGradients } from "./gradients";
import type { GateGradients, TimeStepGradients } from "./hooks";
import type { RecurrentNet } from "./net";
import { type RecurrentPass, RecurrentSession } from "./session";

/** One step of a recurrent net. */
export interface RecurrentStep extends Outcome {
  timeSteps: TimeStepGradients[];
  gates: GateGradients[];
  /** The norm of all gradients together, before clipping. */
  gradientNorm: number;
}

/** The training of a recurrent net, unrolled over the time steps. */
export class RecurrentTraining extends StepwiseTraining<RecurrentPass, RecurrentStep> {
  constructor(net: RecurrentNet, rule: UpdateRule) {
    super(new RecurrentSession(net), rule);
  }

  protected read(pass: RecurrentPass): RecurrentStep {
    const { loss, accuracy, cell } = pass;
    const gradients = pass.gradients();
    const gradientNorm = Math.hypot(...gradients.map(norm));
    const timeSteps = timeStepGradients(pass);
    const gates = gateGradients(cell.gates, gradients);
    const finite = Number.isFinite(loss) && Number.isFinite(gradientNorm);
    return { loss, accuracy, timeSteps, gates, gradientNorm, ...(!finite && { broken: whereInTime(pass) }) };
  }
}
