import { requireFunction, requireKnownKeys } from "../errors";

/** What a computation that may take seconds can be told. */
export interface ProgressOptions {
  /** Called now and then with the share of the work that is done, from 0 to 1. */
  onProgress?: (share: number) => void;
}

/** The listener of some options, which may have `others` besides; one that does nothing where there is none. */
export function listenerOf(
  argument: string,
  options: ProgressOptions,
  others: readonly string[] = [],
): (share: number) => void {
  requireKnownKeys(`${argument} options`, options, [...others, "onProgress"]);
  const { onProgress = () => {} } = options;
  requireFunction(`${argument} onProgress`, onProgress);
  return onProgress;
}
