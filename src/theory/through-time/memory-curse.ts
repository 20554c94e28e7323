import { requireKnownKeys, requireNumber, requireNumberList } from "../../errors";
import { log } from "../../numerics/elementary";
import { random } from "../../random/random";

/** How strongly h_t = λ h_{t−1} + x_t answers to its own λ, in three parametrizations. */
export interface MemoryCurse {
  /** "plain", "scaled input" or "scaled input, λ = exp(−eᵛ)". */
  name: string;
  /** λ, as given. */
  lambdas: number[];
  /** E(dh/dλ)², or E(dh/dν)², in closed form. */
  expected: number[];
  /** The same, as the mean over the time steps of one long sequence. */
  measured: number[];
}

const NAME = "memoryCurse";

/**
 * The curse of memory (Zucchet & Orvieto 2024): with independent standard normal inputs, E(dh/dλ)² of h_t = λ h_{t−1} + x_t is
 * (1+λ²)/(1−λ²)³; with the input multiplied by √(1−λ²) it is 1/(1−λ²)²; and in ν, for λ = exp(−e^ν), it is that times
 * (λ ln λ)², which stays below ¼.
 * @param options.lambdas one or more, each above 0 and up to 0.999
 * @param options.steps of the sequence that measures it, after 10/(1−λ) that are left out; default 100 000
 * @param options.seed a whole number from 0 to 2³² − 1
 */
export function memoryCurse(options: {
  lambdas: readonly number[];
  steps?: number;
  seed: number;
}): MemoryCurse[] {
  requireKnownKeys(`${NAME} options`, options, ["lambdas", "steps", "seed"]);
  const lambdas = requireNumberList(`${NAME} lambdas`, options.lambdas, { least: 1, above: 0, max: 0.999 });
  const steps = requireNumber(`${NAME} steps`, options.steps ?? 1e5, { min: 1, max: 1e7, whole: true });
  const looks = lambdas.map((lambda) => simulated(lambda, steps, options.seed));
  const rows: [string, (lambda: number, i: number) => [number, number]][] = [
    ["plain", (l, i) => [(1 + l ** 2) / (1 - l ** 2) ** 3, looks[i].plain]],
    ["scaled input", (l, i) => [(1 - l ** 2) ** -2, looks[i].scaled]],
    ["scaled input, λ = exp(−eᵛ)", (l, i) => [(l * log(l)) ** 2 / (1 - l ** 2) ** 2, (l * log(l)) ** 2 * looks[i].scaled]], // prettier-ignore
  ];
  return rows.map(([name, at]) => {
    const values = lambdas.map(at);
    return { name, lambdas, expected: values.map(([e]) => e), measured: values.map(([, m]) => m) };
  });
}

/** Means over time of (dh/dλ)², by the recursion that differentiates h's own, with and without the factor of the input. */
function simulated(lambda: number, steps: number, seed: number): { plain: number; scaled: number } {
  const draw = random(seed, NAME);
  const factor = Math.sqrt(1 - lambda ** 2);
  const skipped = Math.ceil(10 / (1 - lambda));
  let [h, slope, plain, scaled] = [0, 0, 0, 0];
  for (let t = -skipped; t < steps; t++) {
    slope = h + lambda * slope;
    h = lambda * h + draw.normal();
    if (t < 0) continue;
    plain += slope ** 2;
    // d(factor·h)/dλ by the product rule.
    scaled += (factor * slope - (lambda / factor) * h) ** 2;
  }
  return { plain: plain / steps, scaled: scaled / steps };
}
