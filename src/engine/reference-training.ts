import type { Net } from "../architecture/net";
import { norm } from "../probes/norm";
import { FLOAT32_MAX, whereItBroke } from "./broken";
import type { Pass, StepResult, UpdateRule } from "./executor";
import { gradientsOf } from "./layer-gradients";
import { ReferenceSession } from "./reference";
import { StepwiseTraining } from "./stepwise-training";

/** The training of a net by the reference executor. */
export class ReferenceTraining extends StepwiseTraining<Pass, StepResult> {
  constructor(net: Net, rule: UpdateRule) {
    super(new ReferenceSession(net), rule);
  }

  protected read(pass: Pass, rate: number): StepResult {
    const { loss, accuracy } = pass;
    const layers = pass.layers.map(({ plan, norms, weights }) =>
      gradientsOf(plan.index, norms, norm(weights), rate),
    );
    const taken = Number.isFinite(loss) && layers.every(({ weightNorm }) => weightNorm <= FLOAT32_MAX);
    return { loss, accuracy, layers, ...(!taken && { broken: whereItBroke(pass) }) };
  }
}
