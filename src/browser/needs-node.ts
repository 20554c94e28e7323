/** Something that a page cannot do. */
export class NeedsNode extends Error {
  /** What tells it from other errors, also across a worker's messages. */
  override readonly name = "NeedsNode";
}

/** Stands in for a function that needs Node.js. @param instead a sentence on what a page has, or has not */
export const needsNode =
  (name: string, instead: string) =>
  (..._: unknown[]): never => {
    throw new NeedsNode(`${name} needs Node.js, and this is a page: ${instead}.`);
  };
