import type { CompiledCell } from "../compile/notebook.mjs";

/** What a session is told: what to run, or an answer to judge. */
export interface Request {
  run?: number;
  values?: Record<string, unknown>;
  todo?: { cell: string; silent?: boolean }[];
  cell?: string;
  exercise?: string;
  answer?: string;
}

/** A notebook whose cells run on request, one after the other, and tell of it by messages. */
export class Session {
  constructor(
    cells: readonly CompiledCell[],
    library: object,
    post: (message: Record<string, unknown>) => void,
  );
  receive(request: Request): void;
}
