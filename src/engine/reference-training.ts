import type { Net } from "../architecture/net";
import { norm } from "../numerics/norm";
import { isHeld, whereItBroke } from "./broken";
import type { OpenPass, StepResult, UpdateRule } from "./executor";
import { gradientsOf } from "./layer-gradients";
import { type Magnitude, magnitude } from "../numerics/magnitude";
import { ReferenceSession } from "./reference";
import { StepwiseTraining } from "./stepwise-training";

/** The training of a net by the reference executor. */
export class ReferenceTraining extends StepwiseTraining<OpenPass, StepResult> {
  constructor(net: Net, rule: UpdateRule) {
    super(new ReferenceSession(net), rule);
  }

  protected read(pass: OpenPass, update: () => Magnitude[]): StepResult {
    const { loss, accuracy } = pass;
    const sizes = pass.layers.map(({ weights }) => norm(weights));
    const taken = isHeld(loss) && pass.layers.every(({ norms }) => isHeld(norms.weightGradient.value));
    const changes = taken ? update() : [];
    const layers = pass.layers.map(({ plan, norms }, l) =>
      gradientsOf(plan.index, norms, sizes[l], changes[l] ?? magnitude(0)),
    );
    return { loss, accuracy, layers, ...(!taken && { broken: whereItBroke(pass) }) };
  }
}
