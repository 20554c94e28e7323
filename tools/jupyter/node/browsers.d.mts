/** The path of the browser that `VG_CHROMIUM` names, else of the first on PATH; undefined where there is none. */
export function chromiumPath(env?: NodeJS.ProcessEnv): string | undefined;
/** The path of the browser that `VG_FIREFOX` names, else of the first on PATH; undefined where there is none. */
export function firefoxPath(env?: NodeJS.ProcessEnv): string | undefined;
/** What Chromium is started with. */
export const CHROMIUM_FLAGS: string[];
