import { InvalidArgument, requireChoice, requireKnownKeys } from "./errors";

/** The plain, serializable form of a member of a family: its name, and its parameters beside it. */
export interface Description<Name extends string> {
  /** The member's name in the family's map. */
  name: Name;
  [parameter: string]: number | string | boolean;
}

interface Member {
  readonly name: string;
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
}

/**
 * Turns a name, a record or a plain description into the record, through the family's map of factories.
 * @param values what a record does to some numbers: a record that is given must do what the member of its name does
 * @throws InvalidArgument that lists the valid names, or names the parameter that the member does not have
 */
export function resolveNamed<Name extends string, Record extends Member>(
  family: string,
  factories: { readonly [N in Name]: (options: never) => Record },
  input: unknown,
  values: (record: Record) => unknown,
): Record {
  const names = Object.keys(factories) as Name[];
  const { name, ...parameters } = plain(family, input, names);
  const factory = factories[requireChoice(family, name, names)] as (options: object) => Record;
  const record = factory(parameters);
  requireKnownKeys(`${family} ${name}`, parameters, Object.keys(record.parameters));
  if (isRecord(input)) requireSame(family, record, input as unknown as Record, values);
  return record;
}

/** Throws when a record that bears a member's name is another: by its name alone it would become the member in silence. */
function requireSame<Record extends Member>(
  family: string,
  record: Record,
  given: Record,
  values: (record: Record) => unknown,
): void {
  requireKnownKeys(`${family} ${record.name}`, given, Object.keys(record));
  // What came through JSON has lost its functions, and with them all that could differ.
  if (!Object.entries(record).some(([key, part]) => typeof part === "function" && key in given)) return;
  const does = (one: Record): string | undefined => {
    try {
      return JSON.stringify(values(one));
    } catch {
      return undefined;
    }
  };
  if (does(given) === does(record)) return;
  const rule = `must be the built-in ${record.name} when it bears that name; choose another for one of your own`;
  throw new InvalidArgument(family, rule, record.name);
}

const isRecord = (input: unknown): input is { parameters: object } =>
  typeof (input as { parameters?: unknown } | null)?.parameters === "object";

/** A member in short, with the numbers that it has for parameters: relu, leakyRelu(0.1). */
export function shortName({ name, parameters }: Member, write: (value: number) => string): string {
  const numbers = Object.values(parameters).filter((value) => typeof value === "number");
  return numbers.length > 0 ? `${name}(${numbers.map((value) => write(value)).join(", ")})` : name;
}

/** The plain form of a member, all its parameters filled in. */
export function describeNamed<Name extends string>(member: Member): Description<Name> {
  return { name: member.name as Name, ...member.parameters };
}

function plain(family: string, input: unknown, names: readonly string[]): { name: string } & object {
  if (typeof input === "string") return { name: input };
  const record = input as { name?: unknown } | null;
  if (typeof record !== "object" || record === null || typeof record.name !== "string") {
    throw new InvalidArgument(family, "must be a name or a record with a name", input, names);
  }
  return isRecord(record) ? { name: record.name, ...record.parameters } : (record as { name: string });
}
