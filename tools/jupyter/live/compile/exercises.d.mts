/** The notebooks whose exercises cells ask or check, of those that have some; all of them where a cell does not say. */
export function notebooksAsked(
  cells: readonly { body: string; package: Record<string, string> }[],
  notebooks: readonly string[],
): string[];
