import { requireKnownKeys, requireNumber } from "../../errors";
import { exp, log } from "../../numerics/elementary";

/** One mode of a linear net that learns. */
export interface LinearMode {
  /** s, the singular value of the input–output correlation that it learns, above 0. */
  target: number;
  /** u₀, its strength at the start, above 0. */
  initial: number;
  /** N, the weight matrices of the net, a whole number from 1 to 1000; default 2, one hidden layer. */
  layers?: number;
}

type Mode = Required<LinearMode>;

/**
 * The strength u(t) of one mode of a linear net under gradient flow on whitened inputs, which solves
 * du/dt = N u^(2 − 2/N)(s − u) where all N matrices start aligned and equally strong (Saxe, McClelland & Ganguli 2013).
 * With one hidden layer u(t) = s e^2st/(e^2st − 1 + s/u₀) (their eqs. 6 and 8): it stays near u₀ for a time ∝ 1/s, then rises
 * within a time ∝ 1/s: a plateau without any saturation. Relative error 1e-9 for other N.
 * @param time in units of 1/learning rate, 0 up
 */
export function modeStrength(mode: LinearMode, time: number): number {
  const given = requireMode("modeStrength", mode);
  const { target, initial, layers } = given;
  requireNumber("modeStrength time", time, { min: 0 });
  // Divided through by e^2st, which overflows.
  if (layers === 2) return target / (1 + (target / initial - 1) * exp(-2 * target * time));
  if (initial === target) return target;
  return strengthAt(given, integrate(given, time));
}

/**
 * The time at which a mode reaches a strength: ∫ du/(N u^(2 − 2/N)(s − u)) from u₀ to u, with one hidden layer
 * ln[u(s − u₀)/(u₀(s − u))]/(2s) (Saxe et al. 2013, eq. 7).
 * @param strength u, between u₀ and s; s itself takes forever
 */
export function modeTime(mode: LinearMode, strength: number): number {
  const given = requireMode("modeTime", mode);
  const { target, initial, layers } = given;
  const [low, high] = [Math.min(initial, target), Math.max(initial, target)];
  requireNumber("modeTime strength", strength, { min: low, max: high });
  if (strength === initial) return 0;
  if (strength === target) return Infinity;
  const [from, to] = [initial, strength].map((u) => oddsOf(given, u));
  if (layers === 2) return (to - from) / (2 * target);
  const panels = Math.ceil(64 * (to - from));
  const h = (to - from) / panels;
  const slowness = (v: number): number => 1 / speedAt(given, v);
  let sum = 0; // Simpson's rule
  for (let i = 0; i < panels; i++) {
    const v = from + i * h;
    sum += (h / 6) * (slowness(v) + 4 * slowness(v + h / 2) + slowness(v + h));
  }
  return sum;
}

/** v = ln(u/|s − u|), in which the curve of one hidden layer is a straight line. */
const oddsOf = ({ target }: Mode, u: number): number => log(u / Math.abs(target - u));

/** u of v, on the side of s on which it began. */
const strengthAt = ({ target, initial }: Mode, v: number): number =>
  target / (1 + Math.sign(target - initial) * exp(-v));

/** dv/dt = N s u^(1 − 2/N). */
const speedAt = (mode: Mode, v: number): number =>
  mode.layers * mode.target * strengthAt(mode, v) ** (1 - 2 / mode.layers);

/** Beyond, u is s to the last digit. */
const SETTLED = 40;

/** v after a time, by Runge and Kutta's fourth-order steps. */
function integrate(mode: Mode, time: number): number {
  let v = oddsOf(mode, mode.initial);
  for (let left = time; left > 0 && v < SETTLED;) {
    const first = speedAt(mode, v);
    const h = Math.min(left, 1 / 64 / first);
    const second = speedAt(mode, v + (h / 2) * first);
    const third = speedAt(mode, v + (h / 2) * second);
    v += (h / 6) * (first + 2 * second + 2 * third + speedAt(mode, v + h * third));
    left -= h;
  }
  return v;
}

function requireMode(name: string, mode: LinearMode): Mode {
  requireKnownKeys(`${name} mode`, mode, ["target", "initial", "layers"]);
  const layers = requireNumber(`${name} layers`, mode.layers ?? 2, { min: 1, max: 1000, whole: true });
  requireNumber(`${name} target`, mode.target, { above: 0 });
  requireNumber(`${name} initial`, mode.initial, { above: 0 });
  return { target: mode.target, initial: mode.initial, layers };
}
