import { InvalidArgument } from "../errors";
import type { NetDescription } from "./description";
import { parameterCount } from "./layers";
import { machineMemory } from "./machine-memory";

/**
 * Checks that a net's parameters can be held at all.
 * @throws InvalidArgument with their size and this machine's
 */
export function requireRoomForParameters(description: NetDescription): void {
  requireRoom(
    "mlp width",
    "parameters",
    parameterCount(description),
    Math.max(description.inputs, ...description.widths, description.outputs),
  );
}

/**
 * Checks that what training changes can be held: the parameters with their copy, their gradients, and the rule's averages.
 * @param optimizer the rule's name and slots
 * @throws InvalidArgument with their size and this machine's
 */
export function requireRoomForTraining(
  description: NetDescription,
  { name, slots }: { name: string; slots: readonly number[] },
): void {
  const numbers = (3 + slots.length) * parameterCount(description);
  requireRoom("train optimizer", "parameters, gradients and averages", numbers, name);
}

/**
 * Checks that a net's activations for so many examples at once can be held at all.
 * @param argument what the number of examples comes from
 * @throws InvalidArgument with their size and this machine's
 */
export function requireRoomForExamples(
  argument: string,
  { widths, outputs }: NetDescription,
  examples: number,
): void {
  const units = widths.reduce((sum, width) => sum + width, outputs);
  // z and φ(z) of every layer wait for the backward pass.
  requireRoom(argument, "activations", 2 * units * examples, examples);
}

/**
 * Checks that a recurrent net's parameters can be held, and the copies of them that are needed.
 * @throws InvalidArgument with their size and this machine's
 */
export const requireRoomForCopies = (
  argument: string,
  parameters: number,
  copies: number,
  value: unknown,
): void => requireRoom(argument, "parameters", parameters * copies, value);

/**
 * Checks that what a recurrent net leaves at every time step can be held at once.
 * @param argument what the number of sequences comes from
 * @throws InvalidArgument with its size and this machine's
 */
export function requireRoomForSequences(
  argument: string,
  { units, gates }: { units: number; gates: number },
  steps: number,
  sequences: number,
): void {
  // Of each gate the sum and its value, of each state the value and its gradient, wait for the backward pass.
  requireRoom(argument, "states of all time steps", (2 * gates + 4) * units * steps * sequences, sequences);
}

function requireRoom(argument: string, what: string, numbers: number, value: unknown): void {
  const here = machineMemory();
  const needed = 4 * numbers;
  if (needed <= here) return;
  const inGigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
  throw new InvalidArgument(
    argument,
    `must make ${what} that fit into memory: ${inGigabytes(needed)} at least, where there are ${inGigabytes(here)}`,
    value,
  );
}
