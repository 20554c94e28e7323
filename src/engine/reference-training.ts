import type { Net } from "../architecture/net";
import { norm } from "../numerics/norm";
import { brokenStep, isHeld } from "./broken";
import type { OpenPass, StepResult, UpdateRule } from "./executor";
import { gradientsOf } from "./layer-gradients";
import type { Magnitude } from "../numerics/magnitude";
import { ReferenceSession } from "./reference";
import { StepwiseTraining } from "./stepwise-training";

/** The training of a net by the reference executor. */
export class ReferenceTraining extends StepwiseTraining<OpenPass, StepResult> {
  constructor(net: Net, rule: UpdateRule) {
    super(new ReferenceSession(net), rule);
  }

  protected read(pass: OpenPass, update: () => Magnitude[]): StepResult {
    const { loss, accuracy } = pass;
    if (!isHeld(loss) || !pass.layers.every(({ norms }) => isHeld(norms.weightGradient.value)))
      return brokenStep(pass);
    const sizes = pass.layers.map(({ weights }) => norm(weights));
    const changes = update();
    const layers = pass.layers.map(({ plan, norms }, l) =>
      gradientsOf(plan.index, norms, sizes[l], changes[l]),
    );
    return { loss, accuracy, layers };
  }
}
