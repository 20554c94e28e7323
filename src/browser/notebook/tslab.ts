import type { Tslab } from "../../notebook/tslab";

/** An output of a cell, as Jupyter's messages have it. */
export interface Output {
  /** The output by MIME type. */
  data: Record<string, unknown>;
  /** What an output is called that later ones replace. */
  display?: string;
  /** Whether it replaces the one of that name. */
  update: boolean;
}

type Sink = (output: Output) => void;

let sink: Sink | undefined;
let displays = 0;

/**
 * Sends all outputs to `given` from now on: charts of `show`, verdicts of `check`, progress. A display stays with the sink that it
 * was made under. Without one, as in the beginning, verdicts are logged, `show` throws, and progress is silent.
 */
export function outputTo(given?: Sink): void {
  sink = given;
}

/** What takes the place of the kernel. */
export function tslab(): Tslab | undefined {
  const send = sink;
  if (!send) return undefined;
  return {
    write: (data) => send({ data, update: false }),
    newDisplay() {
      const display = `display-${displays++}`;
      let update = false;
      const write = (data: Record<string, unknown>): void => {
        send({ data, display, update });
        update = true;
      };
      return { write, html: (html) => write({ "text/html": html }) };
    },
  };
}
