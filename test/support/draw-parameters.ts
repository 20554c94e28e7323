import { random, type Random } from "../../src/random/random";
import { type Parameter, parametersOf } from "../../tools/parameters/cell.mjs";
import { codeCells, type Settings } from "./run-cells";

/** How often an end of a range is drawn instead of a number inside. */
const ENDS = 0.25;
/** Ranges whose ends differ by this factor are drawn from in even shares per decade. */
const WIDE = 100;

/** What a notebook's parameter cell says one may set. */
const parametersIn = (stem: string): Parameter[] =>
  parametersOf(codeCells(stem).find((cell) => cell.parameters)!.source);

/** A notebook's own values of its parameters. */
export const ownValues = (stem: string): Settings =>
  Object.fromEntries(parametersIn(stem).map(({ name, value }) => [name, value]));

/** The same values, but for numbers above `most`, by name, where their ranges go so far down. */
export function capped(stem: string, settings: Settings, most: Record<string, number>): Settings {
  const large = parametersIn(stem).filter(({ name }) => Number(settings[name]) > most[name]);
  const lower = large.map(({ name, minimum = 0 }) => [name, Math.max(minimum, most[name])]);
  return { ...settings, ...Object.fromEntries(lower) };
}

/**
 * Sets of values for a notebook's parameters, all within the ranges that its comments state: first all lower ends, then
 * all upper ends, then at random. Choices come in turn, so that as many sets as there are choices hold them all.
 */
export function parameterSets(stem: string, count: number): Settings[] {
  const parameters = parametersIn(stem);
  const stream = random(20_240, "parameters", stem);
  return Array.from({ length: count }, (_, i) =>
    Object.fromEntries(parameters.map((parameter) => [parameter.name, valueOf(parameter, i, stream)])),
  );
}

function valueOf(parameter: Parameter, set: number, stream: Random): unknown {
  const { count } = parameter;
  if (!count) return oneOf(parameter, set, stream);
  const length = count.least + Math.floor(stream.uniform() * (count.most - count.least + 1));
  return Array.from({ length }, () => oneOf(parameter, set, stream));
}

function oneOf(
  { choices, minimum = 0, maximum = 0, whole }: Parameter,
  set: number,
  stream: Random,
): unknown {
  if (choices) return choices[(7 * set) % choices.length];
  if (set === 0) return minimum;
  if (set === 1) return maximum;
  if (stream.uniform() < ENDS) return stream.uniform() < 0.5 ? minimum : maximum;
  const u = stream.uniform();
  const value =
    minimum > 0 && maximum / minimum > WIDE
      ? minimum * (maximum / minimum) ** u
      : minimum + (maximum - minimum) * u;
  const rounded = whole ? Math.round(value) : Number(value.toPrecision(3));
  return Math.min(maximum, Math.max(minimum, rounded));
}
