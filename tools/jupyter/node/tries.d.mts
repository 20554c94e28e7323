import type { Parameter } from "../../parameters/cell.mjs";

export function tries(
  pieces: readonly { code: string; before: string }[],
  parameters: readonly Parameter[],
): (string | null)[];
