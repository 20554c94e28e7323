/** Notices SIGINT, which Jupyter's interrupt button sends. */
export interface InterruptWatch {
  readonly requested: boolean;
  /** Stops watching. */
  close(): void;
}

/** A turn of the event loop. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Watches for SIGINT until closed. The first one only sets the flag; outside a kernel a second one ends the process.
 *
 * A signal is delivered only in a turn of the event loop: who watches takes one now and then.
 */
export async function watchInterrupt(): Promise<InterruptWatch> {
  // A kernel runs a cell up to its first await under Node's own SIGINT watchdog, which takes with it every handler that
  // is set meanwhile: set there, ours would be gone and the signal would end the kernel.
  await turn();
  let requested = false;
  const note = (): void => {
    requested = true;
    process.off("SIGINT", note);
  };
  process.on("SIGINT", note);
  return {
    get requested() {
      return requested;
    },
    close: () => void process.off("SIGINT", note),
  };
}
