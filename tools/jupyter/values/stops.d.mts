import type { Parameter } from "../../parameters/cell.mjs";

export function stopsOf(parameter: Parameter): number[] | undefined;
export function nearest(stops: readonly number[], value: number): number;
