import type { CompiledCell } from "../compile/notebook.mjs";

/** A cell with what it depends on. */
export interface Node {
  cell: CompiledCell;
  sources: string[];
  parameters: Set<string>;
  problem?: string;
}

type Values = Record<string, unknown>;
type Keys = ReadonlyMap<string, string>;

export function dependencies(cells: readonly CompiledCell[]): Map<string, Node>;
export function keyOf(node: Node, values: Values): string;
export function plan(
  graph: ReadonlyMap<string, Node>,
  state: {
    values: Values;
    shown: Keys;
    computed: Keys;
    failed: ReadonlySet<string>;
    isSeen(id: string): boolean;
  },
): { cell: string; silent: boolean }[];
export function unavailable(graph: ReadonlyMap<string, Node>, state: { values: Values; shown: Keys }): Node[];
