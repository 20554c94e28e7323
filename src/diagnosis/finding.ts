import type { Evidence } from "./evidence";

/** What is wrong, by which number, and what to try. */
export interface Found {
  /** One sentence with the number. */
  says: string;
  /** The layers that it concerns, 1 for the first hidden one; empty where it concerns the whole net. */
  layers: number[];
  /** What was measured: "rms δ of layer 1 ÷ layer 20". */
  quantity: string;
  /** The number. */
  value: number;
  /** The number beyond which it counts as a finding. */
  threshold: number;
  /** What to try, the likeliest first. */
  remedies: string[];
}

/** One thing that can be wrong. */
export interface FindingKind {
  /** Where the threshold comes from: paper and equation, or derivation. */
  readonly source: string;
  /** What is wrong of this kind; undefined where nothing is, or where there is nothing to judge it by. */
  find(evidence: Evidence): Found | undefined;
}
