import type { Net } from "../../architecture/net";
import type { LayerPlan } from "../../architecture/layers";
import { lossOf, targetsOf } from "../../architecture/loss";
import { arraysOf, type ParameterName } from "../../architecture/parameters";
import type { Batch } from "../../data/dataset";
import type { LayerPass } from "../executor";
import { NORMALIZATION_EPSILON } from "../normalization";
import { Tape, Value } from "./tape";

type Gradient = `${"weight" | "bias" | "slope" | "gain" | "shift"}Gradient`;
/** What autodiff knows of a layer. */
export type AutodiffLayer = Pick<LayerPass, "plan" | Gradient>;
type Parameters = Partial<Record<ParameterName, Value>>;

/** The gradient of the mean loss of a batch, as at test, by automatic differentiation on a tape in float32. */
export function gradientsOnTape(net: Net, batch: Batch): AutodiffLayer[] {
  const { layers, description } = net;
  const tape = new Tape();
  const parameters = layers.map(
    (plan, l): Parameters =>
    Object.fromEntries(Object.entries(arraysOf(plan, net.parameters[l])).map(([name, { values, shape }]) => [name, new Value(values, shape.at(-1)!)])), // prettier-ignore
  );
  const outputs = [new Value(batch.inputs, description.inputs)];
  layers.forEach((plan, l) => outputs.push(forward(tape, plan, parameters[l], outputs)));
  const last = outputs.at(-1)!;
  const { delta } = lossOf(description, last.values, targetsOf(description, batch));
  tape.backward(
    last,
    Float32Array.from(delta, (each) => each / batch.size),
  );
  return layers.map((plan, l) => {
    const { weights, biases, slope, gain, shift } = parameters[l];
    return {
      plan,
      weightGradient: weights!.gradient,
      biasGradient: biases?.gradient ?? new Float32Array(0),
      slopeGradient: slope?.gradient,
      gainGradient: gain?.gradient,
      shiftGradient: shift?.gradient,
    };
  });
}

/** Runs one layer on what those below it pass on. */
function forward(tape: Tape, plan: LayerPlan, parameters: Parameters, outputs: readonly Value[]): Value {
  const { weights, biases, slope } = parameters;
  let z = tape.matMul(outputs.at(-1)!, weights!);
  if (biases) z = tape.add(z, biases);
  z = normalize(tape, plan, parameters, z);
  const a = plan.inLoss ? z : plan.activation.forward(z, { ops: tape, learned: slope });
  return plan.skip ? tape.add(outputs[plan.skip.from], tape.mul(a, plan.skip.scale)) : a;
}

/** (z − mean)/√(variance + ε)·γ + β, by running statistics of each unit, or over the units of each example. */
function normalize(tape: Tape, { normalization }: LayerPlan, parameters: Parameters, z: Value): Value {
  if (normalization === "none") return z;
  const { gain, shift, runningMean, runningVariance } = parameters;
  const perUnit = normalization === "batch";
  const centred = tape.sub(z, perUnit ? runningMean! : tape.mean(z));
  const variance = perUnit ? runningVariance! : tape.mean(tape.square(centred));
  const normalized = tape.mul(centred, tape.rsqrt(tape.add(variance, NORMALIZATION_EPSILON)));
  return tape.add(tape.mul(normalized, gain!), shift!);
}
