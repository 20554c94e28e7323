/** What `npm start` did to the reader's folder. */
interface Refreshed {
  added: string[];
  renewed: string[];
  beside: [string, string][];
}

const load = async <T>(name: string): Promise<T> =>
  (await import(new URL(`../../tools/start/${name}.mjs`, import.meta.url).href)) as T;

export const { labArguments } = await load<{
  labArguments(folder: string, options: { workspaces: string; course?: boolean }): string[];
}>("lab-arguments");
export const { refresh } = await load<{ refresh(course: string, own: string): Refreshed }>("working-copy");
export const { report } = await load<{ report(folder: string, done: Refreshed): string[] }>("report");
export const { firstSight } = await load<{ firstSight(folder: string): void }>("workspace");
