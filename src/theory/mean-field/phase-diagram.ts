import { mlp } from "../../architecture/net";
import { type ActivationInput, activation as recordOf } from "../../activations";
import type { Dataset } from "../../data/dataset";
import { requireKnownKeys, requireNumber, requireNumberList } from "../../errors";
import { lecunNormal } from "../../initializers";
import { shortName } from "../../named";
import { exp, log } from "../../numerics/elementary";
import { rms } from "../../numerics/norm";
import { counted, digits, inShort, shown } from "../../shown";
import { deltas } from "../backpropagation/backpropagation";
import { forward } from "../backpropagation/forward";
import { requireRows } from "../guards";
import { type Curve, meanSquaredSlope, meanSquaredValue } from "../optimization/curve";
import { criticalLine } from "./critical-line";
import { chi1 } from "./mean-field";
import { meanField } from "./net-mean-field";

/** A place in the plane of σ_w and σ_b, both standard deviations. */
export interface PhasePlace {
  /** σ_w = √(n·Var(W)). */
  sigmaW: number;
  /** σ_b = √Var(b). */
  sigmaB: number;
}

/** A place of which the profile is known. */
export interface PhasePoint extends PhasePlace {
  /** √χ₁: what rms δ is multiplied by per layer going back, where q has settled. */
  factor: number;
  /** Base-10 logarithm of rms δ of each hidden layer ÷ that of the last, in theory. */
  log10DeltaRms: number[];
  /** A net of each width, drawn and run in float64. */
  nets: {
    /** Neurons of each hidden layer. */
    width: number;
    /** The same of the net; not finite where δ is 0. */
    log10DeltaRms: number[];
  }[];
}

/** The plane of σ_w and σ_b of an activation. */
export interface PhaseDiagram {
  /** The activation, with the numbers that it has for parameters. */
  name: string;
  /** √χ₁ on a fine grid. */
  map: {
    /** σ_w of each column. */
    sigmaW: number[];
    /** σ_b of each row. */
    sigmaB: number[];
    /** √χ₁, a row for each σ_b. */
    factor: number[][];
  };
  /** Where χ₁ = 1, σ_b rising; empty where it nowhere is. */
  line: PhasePlace[];
  /** A point for each of the given σ_b and, varying fastest, of the given σ_w. */
  points: PhasePoint[];
}

/** Columns and rows of the map. */
const [COLUMNS, ROWS] = [49, 25];

/**
 * The phase diagram of a wide net (Poole et al. 2016; Schoenholz et al. 2017): √χ₁ over σ_w and σ_b, the critical line χ₁ = 1, and at
 * some points what theory and nets of several widths have for a profile of δ.
 * @param options.sigmaW σ_w of the points, rising, at least two, each above 0; the map goes from the first to the last
 * @param options.sigmaB σ_b of the points, likewise, each 0 or above
 * @param options.depth hidden layers, a whole number from 1 to 200
 * @param options.widths of the nets, whole numbers from 1 to 1024
 * @param options.data what the nets are given
 * @param options.seed of the nets
 * @throws InvalidArgument when an option is out of its range
 */
export function phaseDiagram(
  activation: ActivationInput,
  options: {
    sigmaW: ArrayLike<number>;
    sigmaB: ArrayLike<number>;
    depth: number;
    widths: ArrayLike<number>;
    data: Dataset;
    seed: number;
  },
): PhaseDiagram {
  requireKnownKeys("phaseDiagram options", options, ["sigmaW", "sigmaB", "depth", "widths", "data", "seed"]);
  const record = recordOf(activation);
  const sigmaW = rising("sigmaW", options.sigmaW, { above: 0 });
  const sigmaB = rising("sigmaB", options.sigmaB, { min: 0 });
  const widths = requireNumberList("phaseDiagram widths", options.widths, { least: 1, min: 1, max: 1024, whole: true }); // prettier-ignore
  requireNumber("phaseDiagram depth", options.depth, { min: 1, max: 200, whole: true });
  requireNumber("phaseDiagram seed", options.seed, { min: 0, max: 2 ** 32 - 1, whole: true });
  requireRows("phaseDiagram data", options.data);
  const places = sigmaB.flatMap((b) => sigmaW.map((w): PhasePlace => ({ sigmaW: w, sigmaB: b })));
  const columns = evenly(sigmaW[0], sigmaW.at(-1)!, COLUMNS);
  const rows = evenly(sigmaB[0], sigmaB.at(-1)!, ROWS);
  const settled = slopesSettled(record);
  const factor = rows.map((b) => columns.map((w) => w * Math.sqrt(settled(w ** 2, b ** 2))));
  // The line bends most where biases are small; it has the given σ_b themselves.
  const fine = evenly(0, 1, 11).map((share) => sigmaB[0] + (sigmaB.at(-1)! - sigmaB[0]) * share ** 2);
  const biases = [...new Set([...fine, ...sigmaB])].toSorted((a, b) => a - b).map((b) => b ** 2);
  const line = criticalLine(record, biases).map(({ weights, biases }) => ({ sigmaW: Math.sqrt(weights), sigmaB: Math.sqrt(biases) })); // prettier-ignore
  const points = places.map((place) => pointAt(record, place, [...widths], options));
  return shown(
    { name: shortName(record, digits), map: { sigmaW: columns, sigmaB: rows, factor }, line, points },
    (found) => inShort("Phase diagram", `${found.name}, ${counted(points.length, "point")} with profiles.`, found), // prettier-ignore
  );
}

function rising(
  name: string,
  given: ArrayLike<number>,
  range: { above: number } | { min: number },
): number[] {
  const values = requireNumberList(`phaseDiagram ${name}`, given, { least: 2, ...range });
  values.forEach((value, i) => {
    if (i > 0) requireNumber(`phaseDiagram ${name}`, value, { above: values[i - 1] });
  });
  return [...values];
}

const evenly = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));

function pointAt(
  activation: ReturnType<typeof recordOf>,
  { sigmaW, sigmaB }: PhasePlace,
  widths: readonly number[],
  { depth, data, seed }: { depth: number; data: Dataset; seed: number },
): PhasePoint {
  const init = lecunNormal({ gain: sigmaW });
  const shape = { inputs: data.features, outputs: data.classes, depth, activation, init, biasVariance: sigmaB ** 2, seed }; // prettier-ignore
  const nets = widths.map((width) => mlp({ ...shape, width }));
  const { layers } = meanField(nets[0], { inputMeanSquare: rms(data.inputs) ** 2 });
  return {
    sigmaW,
    sigmaB,
    factor: Math.sqrt(chi1(activation, { weights: sigmaW ** 2, biases: sigmaB ** 2 })),
    log10DeltaRms: toTheLast(layers.map(({ log10DeltaRms }) => log10DeltaRms)),
    nets: nets.map((net, i) => {
      const sizes = deltas(net, forward(net, data)).map(({ delta }) => Math.log10(rms(delta)));
      return { width: widths[i], log10DeltaRms: toTheLast(sizes) };
    }),
  };
}

/** The hidden layers' logarithms less that of the last of them: the step to the output depends on the width. */
const toTheLast = (sizes: readonly number[]): number[] =>
  sizes.slice(0, -1).map((size) => size - sizes.at(-2)!);

/** Steps of ln q, and how far it is followed: 10^±10. */
const [STEP, REACH] = [0.25, 92];

/**
 * E φ′(z)² where the variance map settles from q = 1, for many σ_w² and σ_b²: both moments are tabled over ln q once and read between
 * two entries along straight lines, which errs by less than a thousandth away from the critical line.
 */
function slopesSettled(curve: Curve): (weights: number, biases: number) => number {
  const at = Array.from({ length: 2 * REACH + 1 }, (_, i) => exp((i - REACH) * STEP));
  const values = at.map((q) => meanSquaredValue(curve, q));
  const slopes = at.map((q) => meanSquaredSlope(curve, q));
  return (weights, biases) => {
    const growth = (i: number): number => log((weights * values[i] + biases) / at[i]);
    const start = growth(REACH);
    if (Math.abs(start) < 1e-12) return slopes[REACH];
    const way = Math.sign(start);
    for (let i = REACH, before = start; i + way >= 0 && i + way < at.length; i += way) {
      const next = growth(i + way);
      if (Math.sign(next) !== way) {
        const share = before / (before - next);
        return slopes[i] ** (1 - share) * slopes[i + way] ** share;
      }
      before = next;
    }
    return slopes[way > 0 ? at.length - 1 : 0];
  };
}
