import { digits, textTable, withQuartiles } from "../training/text-table";
import type { DepthPoint, DepthResult } from "./result";

/** Growth of a cost with depth: per layer it falls towards a constant when it is linear. */
export function table({ machine, version, activation, points }: DepthResult): string {
  return [
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${activation}; ${version}`,
    "First step: with compilation. Memory: the most that the process held, without what it held before it made the net.",
    "",
    textTable([
      ["width × depth", "step ms (quartiles)", "per layer", "first step ms", "per layer", "memory MB"],
      ...points.map(row),
    ]),
  ].join("\n");
}

function row({ width, depth, step, firstStep, memory }: DepthPoint): string[] {
  // The output layer is one more.
  const layers = depth + 1;
  return [
    `${width} × ${depth}`,
    withQuartiles(step),
    digits(step.median / layers),
    digits(firstStep),
    digits(firstStep / layers),
    digits((memory.peak - memory.ready) / 1e6),
  ];
}
