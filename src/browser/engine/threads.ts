/** A page opened from disk shares no memory between threads. */
export const onTwoThreads = undefined;
