import { activation } from "../../src/activations";
import type { NetDescription } from "../../src/architecture/description";
import { layersOf } from "../../src/architecture/layers";

export type Numbers = Record<string, number[]>;

/**
 * The mean loss of a net in plain float64, written from the definitions and sharing nothing with the engine:
 * batch statistics for normalization, mean slopes for RReLU, no dropout.
 */
export function float64Loss(
  description: NetDescription,
  parameters: Numbers[],
  inputs: number[][],
  targets: number[][],
): number {
  const outputs: number[][][] = [inputs];
  layersOf(description).forEach((plan, i) => {
    const { weights, biases, slope, gain, shift } = parameters[i];
    let z = outputs[i].map((a) =>
      Array.from({ length: plan.fanOut }, (_, j) =>
        a.reduce((sum, x, k) => sum + x * weights[k * plan.fanOut + j], biases[j] ?? 0),
      ),
    );
    if (plan.normalization === "layer") z = z.map(standard);
    if (plan.normalization === "batch") z = transpose(transpose(z).map(standard));
    if (plan.normalization !== "none") z = z.map((row) => row.map((x, j) => x * gain[j] + shift[j]));
    const { f } = activation(plan.activation);
    const phi = (x: number, j: number): number => (slope ? (x > 0 ? x : (slope[j] ?? slope[0]) * x) : f(x));
    // What the loss applies itself is in `exampleLoss`.
    const a = plan.inLoss ? z : z.map((row) => row.map(phi));
    const { skip } = plan;
    outputs.push(skip ? a.map((row, n) => row.map((x, j) => outputs[skip.from][n][j] + skip.scale * x)) : a);
  });
  const losses = outputs.at(-1)!.map((row, n) => exampleLoss(description, row, targets[n]));
  return losses.reduce((a, b) => a + b) / losses.length;
}

/** From what comes out of the last layer, by the definitions, whose tails have no digits. */
function exampleLoss({ loss, output }: NetDescription, row: number[], target: number[]): number {
  const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
  const total = row.reduce((sum, x) => sum + Math.exp(x), 0);
  const made: Partial<Record<string, (x: number) => number>> = {
    softmax: (x) => Math.exp(x) / total,
    sigmoid,
    tanh: Math.tanh,
    scaledTanh: (x) => 1.7159 * Math.tanh((2 / 3) * x),
  };
  const answers = row.map(made[output.name] ?? ((x) => x));
  if (loss === "squaredError") return answers.reduce((sum, p, j) => sum + (p - target[j]) ** 2 / 2, 0);
  const not = output.name === "sigmoid" ? 1 : 0;
  return answers.reduce(
    (sum, p, j) => sum - target[j] * Math.log(p) - (not ? (1 - target[j]) * Math.log(1 - p) : 0),
    0,
  );
}

function standard(values: number[]): number[] {
  const mean = values.reduce((a, b) => a + b) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  return values.map((x) => (x - mean) / Math.sqrt(variance + 1e-5));
}

const transpose = (rows: number[][]): number[][] => rows[0].map((_, j) => rows.map((row) => row[j]));
