import { inspect } from "node-inspect-extracted";
import { HEAD_LINES } from "./runner.mjs";

const FRAME = /(?:cell-(?<id>[\w-]+)|> eval):(?<line>\d+):(?<column>\d+)/;
/** What was written before the last line's value. */
const KEEPER = "$value=(";

/** Where in a cell's source a place in what was evaluated is; both count from 0. */
function placeIn(body, line, column) {
  const text = body.split("\n")[line] ?? "";
  const kept = text.indexOf(KEEPER);
  return { line, column: kept >= 0 && column > kept ? column - KEEPER.length : column };
}

/** The lines of cells that an error passed through, the innermost first. */
function framesOf({ stack }, cell, cells) {
  const lines = typeof stack === "string" ? stack.split("\n") : [];
  return lines.flatMap((text) => {
    // Firefox does not say which code that was evaluated: mostly it is the cell's own.
    const { id = cell, line, column } = FRAME.exec(text)?.groups ?? {};
    const body = cells.get(id)?.body;
    const at = Number(line) - 1 - HEAD_LINES;
    if (body === undefined || !(at >= 0 && at < body.split("\n").length)) return [];
    return [{ cell: id, ...placeIn(body, at, Number(column) - 1) }];
  });
}

const isError = (thrown) => thrown instanceof Error || typeof thrown?.message === "string";

/**
 * What was thrown in a cell, for the page to tell: `{ name, message, cause, frames, argument, value }`.
 * @param cell the one that ran
 * @param cells all of them, by id
 */
export function failure(thrown, cell, cells) {
  if (!isError(thrown)) return { name: "Thrown", message: inspect(thrown, { depth: 1 }), frames: [] };
  const { name, message, cause, argument, value } = thrown;
  return {
    name: String(name),
    message: String(message),
    ...(cause instanceof Error && { cause: `${cause.name}: ${cause.message}` }),
    frames: framesOf(thrown, cell, cells),
    ...(name === "InvalidArgument" && { argument, value: isPlain(value) ? value : undefined }),
  };
}

const isPlain = (value) => value === null || !["object", "function"].includes(typeof value);
