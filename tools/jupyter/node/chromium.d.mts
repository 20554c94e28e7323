/** The path of the browser that `VG_CHROMIUM` names, else of the first on PATH; undefined where there is none. */
export function chromiumPath(env?: NodeJS.ProcessEnv): string | undefined;
