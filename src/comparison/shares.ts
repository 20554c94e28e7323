import type { ComparisonRow } from "./run-comparison";
import { type Spread, spreadOf, type Spreads } from "./spread";

/** What training with one rate, or in one net, leaves. */
export interface AfterTraining {
  /** Of the hidden units, the mean share over seeds that was dead before. */
  born: number;
  /** The share at the last look, over the seeds that did not diverge; NaN where all did. */
  dead: Spread;
  /** Seeds that diverged. */
  diverged: number;
}

/** The dead share over all hidden layers before a training and when its probes last looked, of each row. */
export const deadAfterTraining = (rows: readonly ComparisonRow[]): AfterTraining[] =>
  rows.map(({ reports, runs }) => {
    const kept = runs.filter(({ stopped }) => stopped !== "diverged");
    const born = reports.map(({ layers, description }) => ofUnits(description.widths, (i) => layers[i].deadShare)); // prettier-ignore
    const dead = kept.map(({ probes, description }) => ofUnits(description.widths, (i) => probes.layers[i].deadShare?.at(-1))); // prettier-ignore
    return { born: spreadOf(born).mean, dead: spreadOf(dead), diverged: runs.length - kept.length };
  });

/** The mean of layers' shares, each counted by its units. */
const ofUnits = (widths: readonly number[], share: (i: number) => number | undefined): number =>
  widths.reduce((sum, units, i) => sum + units * (share(i) ?? Number.NaN), 0) /
  widths.reduce((a, b) => a + b, 0);

/** Spreads of shares, with the band kept from 0 to 1. */
export const asShares = ({ mean, low, high }: Spreads): Spreads => ({
  mean,
  low: low.map((share) => Math.max(0, share)),
  high: high.map((share) => Math.min(1, share)),
});
