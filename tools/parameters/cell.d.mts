/** What a parameter may be set to: a number, a name, a boolean, or a list of these. */
export type ParameterValue = number | string | boolean | (number | string)[];

/** One line of a parameter cell: `const depth = 20; // hidden layers, a whole number from 1 to 200`. */
export interface Parameter {
  name: string;
  /** The notebook's own value. */
  value: ParameterValue;
  description: string;
  /** What it may be, in the comment's words: "a whole number from 1 to 200". */
  rule: string;
  /** Of the value, or of each element of a list. */
  kind: "number" | "choice" | "boolean" | "text";
  /** Both ends belong to the range; present for numbers. */
  minimum?: number;
  maximum?: number;
  whole?: boolean;
  /** Present for choices. */
  choices?: (number | string)[];
  /** How many elements; present for lists. */
  count?: { least: number; most: number };
}

/**
 * What a reader may set in a parameter cell, in its order.
 * @throws Error that names each line that does not follow the form, and the form
 */
export function parametersOf(source: string): Parameter[];
