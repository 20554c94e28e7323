import { requireKnownKeys, requireNumber } from "../../errors";

/** One mode of a linear net that learns. */
export interface LinearMode {
  /** s, the singular value of the input–output correlation that it learns, above 0. */
  target: number;
  /** u₀, its strength at the start, above 0. */
  initial: number;
}

/**
 * The strength u(t) of one mode of a linear net with one hidden layer under gradient flow on whitened inputs:
 * u(t) = s e^2st/(e^2st − 1 + s/u₀), which solves du/dt = 2u(s − u) (Saxe, McClelland & Ganguli 2013, eqs. 6 and 8).
 * It stays near u₀ for a time ∝ 1/s, then rises within a time ∝ 1/s: a plateau without any saturation.
 * @param time in units of 1/learning rate, 0 up
 */
export function modeStrength(mode: LinearMode, time: number): number {
  const { target, initial } = requireMode("modeStrength", mode);
  requireNumber("modeStrength time", time, { min: 0 });
  // Divided through by e^2st, which overflows.
  return target / (1 + (target / initial - 1) * Math.exp(-2 * target * time));
}

/**
 * The time at which a mode reaches a strength: t = ln[u(s − u₀)/(u₀(s − u))]/(2s) (Saxe et al. 2013, eq. 7).
 * @param strength u, between u₀ and s; s itself takes forever
 */
export function modeTime(mode: LinearMode, strength: number): number {
  const { target, initial } = requireMode("modeTime", mode);
  const [low, high] = [Math.min(initial, target), Math.max(initial, target)];
  requireNumber("modeTime strength", strength, { min: low, max: high });
  if (strength === initial) return 0;
  return Math.log(Math.abs((strength * (target - initial)) / (initial * (target - strength)))) / (2 * target);
}

function requireMode(name: string, mode: LinearMode): LinearMode {
  requireKnownKeys(`${name} mode`, mode, ["target", "initial"]);
  requireNumber(`${name} target`, mode.target, { above: 0 });
  requireNumber(`${name} initial`, mode.initial, { above: 0 });
  return mode;
}
