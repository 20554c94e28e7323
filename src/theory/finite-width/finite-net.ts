import type { NetDescription } from "../../architecture/description";
import type { LayerPlan } from "../../architecture/layers";
import { InvalidArgument } from "../../errors";
import { log } from "../../numerics/elementary";
import { layersIn } from "../backpropagation/described";
import { bornDead } from "./dying-relu";
import { logChiSquare, type LogMoments, type PiecewiseLinear, sumOfLogs, widthGrowth } from "./finite-width";

/** Moments of the logarithm of what is measured in one layer; the fields carry the names of the measured ones. */
export interface FiniteLayer {
  /** 1 for the first hidden layer. */
  layer: number;
  /** ln of q_l ÷ the input's mean square. */
  preactivationMeanSquare: LogMoments;
  /** ln of rms δ_l ÷ the output layer's rms δ. */
  deltaRms: LogMoments;
  /** ln of ‖∂C/∂W_l‖ ÷ (the output layer's rms δ × the input's rms). */
  weightNorm: LogMoments;
}

/** Finite-width theory of a net, over draws of its weights and for one input. */
export interface FiniteNet {
  /** From the first hidden layer to the output. */
  layers: FiniteLayer[];
  /** Probability that no layer is dead for the input; the logarithms are given that. */
  aliveProbability: number;
}

/**
 * Mean and variance of the logarithms of q, rms δ and ‖∂C/∂W‖, layer by layer, for a ReLU or linear net with normal
 * weights and no biases (Hanin 2018; Hanin & Nica 2019). Exact at any width for one input and a δ of the output that does
 * not depend on the weights. What to compare over seeds is the mean of the logarithm: the square is heavy-tailed.
 * @param net a net, or its description alone
 * @param net.description all that is used of a net
 * @throws InvalidArgument when a layer has another activation or biases
 */
export function finiteNet(net: { readonly description: NetDescription } | NetDescription): FiniteNet {
  const plans = layersIn("finiteNet net", net);
  plans.forEach(requireClosedForm);
  const hidden = plans.slice(0, -1);
  const forward = hidden.map((plan) => growth(plan, plan));
  const backward = hidden.map((plan, i) => growth(plan, plans[i + 1]));
  const [{ fanIn: inputs }, { fanOut: outputs }] = [plans[0], plans.at(-1)!];
  const layers = plans.map((plan, i) => {
    const { mean, variance } = logChiSquare(plan.fanOut);
    const below = sumOfLogs(forward.slice(0, i));
    const above = sumOfLogs(backward.slice(i));
    const drawn = { mean: log(plan.weightVariance) + mean, variance };
    return {
      layer: plan.index,
      preactivationMeanSquare: shifted(sumOfLogs([below, drawn]), log(inputs / plan.fanOut)),
      deltaRms: halved(shifted(above, log(outputs / plan.fanOut))),
      weightNorm: halved(shifted(sumOfLogs([below, above]), log(inputs * outputs))),
    };
  });
  const widths = hidden.filter(({ activation }) => activation.name === "relu").map(({ fanOut }) => fanOut);
  return { layers, aliveProbability: 1 - bornDead(widths) };
}

/** The squared norm's factor at a layer, going through the weights of `through`. */
const growth = ({ activation, fanOut }: LayerPlan, through: LayerPlan): LogMoments =>
  widthGrowth(activation.name as PiecewiseLinear, {
    units: fanOut,
    weightVariance: through.weightVariance,
  }).log;

const shifted = ({ mean, variance }: LogMoments, by: number): LogMoments => ({ mean: mean + by, variance });

/** From the logarithm of a square to that of its root. */
const halved = ({ mean, variance }: LogMoments): LogMoments => ({ mean: mean / 2, variance: variance / 4 });

function requireClosedForm(plan: LayerPlan): void {
  const { activation, biasVariance, dropout, index, normalization, skip } = plan;
  const argument = `finiteNet layer ${index}`;
  if (activation.name !== "relu" && activation.name !== "linear") {
    const rule = "has a closed form at finite width for two activations only";
    throw new InvalidArgument(argument, rule, activation.name, ["relu", "linear"]);
  }
  if (biasVariance !== 0) throw new InvalidArgument(argument, "must have biasVariance 0", biasVariance);
  if (normalization !== "none" || skip || dropout.rate > 0) {
    const found = { normalization, skip, dropout: dropout.rate };
    throw new InvalidArgument(argument, "must have no normalization, skip connection or dropout", found);
  }
}
