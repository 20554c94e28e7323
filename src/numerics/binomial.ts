import { exp, log as ln, log1p } from "./elementary";

/**
 * The central part of a binomial distribution: least and largest k such that either tail beyond holds at most (1 − share)/2.
 * @param n draws, a whole number from 1
 * @param p the probability of a success, 0 to 1
 * @param share of the distribution that lies within at least, such as 0.95
 */
export function binomialRange(n: number, p: number, share: number): { low: number; high: number } {
  if (p <= 0 || p >= 1) return { low: n * p, high: n * p };
  const tail = (1 - share) / 2;
  const quantile = (probability: number): number => {
    let [log, below] = [n * log1p(-p), 0];
    for (let k = 0; k < n; k++) {
      below += exp(log);
      if (below > probability) return k;
      log += ln((n - k) / (k + 1)) + ln(p) - log1p(-p);
    }
    return n;
  };
  return { low: quantile(tail), high: quantile(1 - tail) };
}
