import { layersOf } from "../../architecture/layers";
import { type Dataset, requireDataset } from "../../data/dataset";
import { InvalidArgument } from "../../errors";
import { counted } from "../../shown";
import { backpropagation } from "../backpropagation/backpropagation";
import type { Cost, Curvature } from "../optimization/cost";
import { forward, type NetNumbers } from "../backpropagation/forward";
import { hessianVector } from "../backpropagation/hessian-vector";
import { flatten, parameterNames, requireNumbers, unflatten } from "../backpropagation/parameter-vector";
import { symmetricEigen } from "../../numerics/eigen";

/** The mean loss of a net over a data set, as a function of all its parameters. */
export interface NetCost extends Cost {
  /** The net's own parameters: layer by layer W row by row (fanIn × fanOut), then b, then the learned slopes. */
  readonly point: number[];
  /** What each parameter is: "W1[0,2]" from input 0 to unit 2 of layer 1, "b1[2]", "α1[0]". */
  readonly names: string[];
  /** ∂²C/∂w², as rows. */
  hessian(w: readonly number[]): number[][];
}

/** The eigenvalues of a larger Hessian take minutes. */
const MOST = 1000;

/**
 * The loss of a small net as a `Cost`, exactly and in float64, for `examine`, `stopBy`, `trainAlone`
 * and every other tool for critical points.
 *
 * Gradient by backpropagation, Hessian by one R-operator pass per parameter (Pearlmutter 1994). As at test: a random slope
 * has its test value. Its infimum is given as 0, below which no loss falls. 1000 parameters take about half a minute.
 * @param net of any activation and up to 1000 parameters, without normalization, skip connections and dropout
 * @throws InvalidArgument when the net is another, or the data does not fit it
 */
export function netCost(net: NetNumbers, data: Dataset): NetCost {
  requireNumbers("netCost net", net);
  const { description } = net;
  requirePlain(description);
  requireDataset(data, description);
  const point = flatten(net);
  if (point.length > MOST) {
    throw new InvalidArgument("netCost net", `must have at most ${MOST} parameters`, point.length);
  }
  const at = (w: readonly number[]): NetNumbers => {
    if (w?.length !== point.length) {
      throw new InvalidArgument(
        "netCost point",
        `must be ${counted(point.length, "number")}, one per parameter`,
        w,
      );
    }
    return { description, parameters: unflatten(net, w) };
  };
  const hessian = (w: readonly number[]): number[][] => {
    const product = hessianVector(at(w), data);
    return point.map((_, i) => product(point.map((_value, j) => Number(i === j))));
  };
  return {
    tex: "C(w) = \\frac1n \\sum_i C_i(w)",
    infimum: 0,
    point,
    names: parameterNames(
      net,
      layersOf(description).map(({ fanOut }) => fanOut),
    ),
    cost: (w) => forward(at(w), data).loss,
    gradient: (w) => gradientOf(at(w), data),
    hessian,
    curvature: remembering((w) => symmetricEigen(hessian(w))),
  };
}

function gradientOf(net: NetNumbers, data: Dataset): number[] {
  const { layers } = backpropagation(net, data);
  return flatten({
    parameters: layers.map(({ weightGradient, biasGradient, slopeGradient }, i) => ({
      weights: weightGradient,
      biases: net.parameters[i].biases.length > 0 ? biasGradient : [],
      ...(slopeGradient && { slope: slopeGradient }),
    })),
  });
}

/** Keeps the latest curvature: the tools ask for it at one point several times, and it is dear. */
function remembering(curvature: Cost["curvature"]): Cost["curvature"] {
  let latest: { w: readonly number[]; found: Curvature } | undefined;
  return (w) => {
    if (latest?.w.length !== w.length || latest.w.some((value, i) => value !== w[i])) {
      latest = { w: [...w], found: curvature(w) };
    }
    return latest.found;
  };
}

function requirePlain({ normalization, residual, dropout }: NetNumbers["description"]): void {
  if (normalization === "none" && !residual && dropout.rate === 0) return;
  const rule = "must be without normalization, skip connections and dropout";
  throw new InvalidArgument("netCost net", rule, { normalization, residual, dropout: dropout.rate });
}
