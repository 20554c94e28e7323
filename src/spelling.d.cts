/** The candidate that `name` is most likely a misspelling of; undefined where none is near. */
export declare function closest(name: string, candidates: readonly string[]): string | undefined;
