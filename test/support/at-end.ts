const waiting: (() => unknown)[] = [];

/** Has something done after the tests of the file, also where files share a process. */
export const atEnd = (act: () => unknown): unknown => waiting.push(act);

/** Does it, the last first. */
export async function end(): Promise<void> {
  for (const act of waiting.splice(0).toReversed()) await act();
}
