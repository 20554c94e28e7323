import { InvalidArgument, isList, requireFields, requireObject } from "../../errors";

/** One result of several in a chart. */
export interface Named<T> {
  /** What the chart calls it; empty for one alone. */
  name: string;
  result: T;
}

/** What a chart of one or several results is given. */
export type OneOrSeveral<T> = T | Readonly<Record<string, T>>;

/**
 * The results that a chart is given: one alone, or several by the names that they are to have.
 * @param list the field that is a list in every such result, by which one is told from several
 * @throws InvalidArgument when there is none, or one is something else
 */
export function resultsOf<T>(
  argument: string,
  given: OneOrSeveral<T>,
  list: string,
  { fields, from }: { fields: Parameters<typeof requireFields>[2]; from: string },
): Named<T>[] {
  requireObject(argument, given);
  const entries = Object.entries(given as Record<string, T>);
  const one = list in (given as object) && isList((given as Record<string, unknown>)[list]);
  const found = one
    ? [{ name: "", result: given as T }]
    : entries.map(([name, result]) => ({ name, result }));
  if (found.length === 0)
    throw new InvalidArgument(argument, `must be what ${from} gives, or several by name`, given);
  for (const { name, result } of found) requireFields(name ? `${argument} ${name}` : argument, result, fields, from); // prettier-ignore
  return found;
}
