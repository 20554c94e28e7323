import type { InterruptWatch } from "../../training/interrupt";

const waiting: (() => void)[] = [];
let channel: MessageChannel | undefined;

function opened(): MessageChannel {
  const made = new MessageChannel();
  made.port1.addEventListener("message", () => waiting.shift()?.());
  made.port1.start();
  return made;
}

/** A turn of the event loop, in which the page can be painted. A timer would wait four milliseconds each time. */
export const turn = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve);
    (channel ??= opened()).port2.postMessage(undefined);
  });

const watches = new Set<{ requested: boolean }>();

/** Ends all trainings and comparisons that run, after the step that they are at; they give what they have until then. */
export function stop(): void {
  for (const watch of watches) watch.requested = true;
}

/** Watches for `stop` until closed. */
export async function watchInterrupt(): Promise<InterruptWatch> {
  const watch = { requested: false, close: () => void watches.delete(watch) };
  watches.add(watch);
  return watch;
}
