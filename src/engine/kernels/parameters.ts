import type { ParameterArray, ParameterName } from "../../architecture/parameters";
import type { LayerNodes } from "../pass/layer";
import type { Machine } from "./machine";
import type { KernelOps } from "./ops";
import { type Block, numbersOf, setNumbers } from "./program";

/** The arrays of a net's parts by name. */
type Arrays = readonly LayerNodes<ParameterArray>[];

/** Declares parameters, which are kept. */
export const declareParameters = ({ program }: KernelOps, arrays: Arrays): LayerNodes<Block>[] =>
  arrays.map((part) =>
    Object.fromEntries(Object.entries(part).map(([name, { shape }]) => [name, program.block(shape, true)])),
  );

/** Writes parameters to where they were declared. */
export const writeParameters = (
  machine: Machine,
  blocks: readonly LayerNodes<Block>[],
  arrays: Arrays,
): void => each(blocks, arrays, (block, { values }) => setNumbers(machine, block, values));

/** Reads parameters from where they were declared. */
export const readParameters = (
  machine: Machine,
  blocks: readonly LayerNodes<Block>[],
  arrays: Arrays,
): void => each(blocks, arrays, (block, { values }) => values.set(numbersOf(machine, block)));

function each(
  blocks: readonly LayerNodes<Block>[],
  arrays: Arrays,
  visit: (block: Block, array: ParameterArray) => void,
): void {
  arrays.forEach((part, k) => {
    for (const [name, array] of Object.entries(part)) visit(blocks[k][name as ParameterName]!, array);
  });
}
