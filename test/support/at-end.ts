const waiting: (() => unknown)[] = [];

/** Has something done after the tests of the file, also where files share a process. */
export const atEnd = (act: () => unknown): unknown => waiting.push(act);

/** Does all of it, the last first, also where some of it fails. */
export async function end(): Promise<void> {
  const act = waiting.pop();
  if (!act) return;
  try {
    await act();
  } finally {
    await end();
  }
}
