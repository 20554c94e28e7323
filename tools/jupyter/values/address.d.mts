import type { Parameter, ParameterValue } from "../../parameters/cell.mjs";

type Values = Record<string, ParameterValue>;

export function readHash(
  hash: string,
  parameters: readonly Parameter[],
): { anchor: string; values: Values; refused: string[] };
export function writeHash(address: { anchor?: string; values: Values }): string;
export function differing(values: Values, others: Values): Values;
