/** Notices SIGINT, which Jupyter's interrupt button sends. */
export interface InterruptWatch {
  readonly requested: boolean;
  /** Stops watching. */
  close(): void;
}

/** Watches for SIGINT until closed. The first one only sets the flag; outside a kernel a second one ends the process. */
export function watchInterrupt(): InterruptWatch {
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
