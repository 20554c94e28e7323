import type { Machine } from "./machine";
import type { Program } from "./program";

/** Calls of a program that are always run together, in this order. */
export interface Section {
  from: number;
  to: number;
}

/**
 * Makes a loaded program faster if it can, without another bit in what it gives.
 * @param sections of its calls, in the order in which they are run
 * @param size examples in a batch
 */
export type Speed = (program: Program, machine: Machine, sections: readonly Section[], size: number) => void;

/** A step's pass, and its update, which begins with the call of that number. */
export const sectionsOf = ({ length }: Program, computed: number): Section[] => [
  { from: 0, to: computed },
  { from: computed, to: length },
];
