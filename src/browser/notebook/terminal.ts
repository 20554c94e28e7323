import type { terminalBar as original } from "../../notebook/terminal";

/** What a chart needs that is to be shown. */
export const NEEDS_NOTEBOOK = "show(figure) needs somewhere to put it: call outputTo(sink) first.";

/** Logs a line. */
export const print = (text: string): void => console.log(text);

/** A page has no terminal. */
export const terminalBar: typeof original = () => undefined;
