/** A property of an object, and what it is to be for a while. */
export type Replacement = readonly [object: object, property: string, value: unknown];

/**
 * Puts values of our own into objects that are not ours.
 * @returns what puts everything back as it was
 */
export function replace(replacements: readonly Replacement[]): () => void {
  const before = replacements.map(([object, property]) => Object.getOwnPropertyDescriptor(object, property));
  for (const [object, property, value] of replacements) {
    Object.defineProperty(object, property, { value, writable: true, configurable: true, enumerable: true });
  }
  return () => {
    for (const [i, [object, property, value]] of [...replacements.entries()].toReversed()) {
      // What somebody else has put over it since stays.
      if ((object as Record<string, unknown>)[property] !== value) continue;
      if (before[i]) Object.defineProperty(object, property, before[i]);
      else delete (object as Record<string, unknown>)[property];
    }
  };
}

/** Runs with values of our own in objects that are not ours. */
export function withReplaced<T>(replacements: readonly Replacement[], run: () => T): T {
  const restore = replace(replacements);
  try {
    return run();
  } finally {
    restore();
  }
}
