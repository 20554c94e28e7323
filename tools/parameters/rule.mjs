const NUMBER = String.raw`[-−]?\d+(?:\.\d+)?(?:e[-−+]?\d+)?`;
const RANGE = `from (?<minimum>${NUMBER}) to (?<maximum>${NUMBER})`;
const COUNT = String.raw`(?<least>\d+)(?: to (?<most>\d+))?`;
const CHOICES = String.raw`(?<choices>\S[^]*)`;

/** The last words of a parameter's comment, by what they allow. */
const RULES = [
  ["number", `a (?<whole>whole )?number ${RANGE}`],
  ["number", `${COUNT} (?<whole>whole )?numbers? ${RANGE}`],
  ["choice", `one of ${CHOICES}`],
  ["choice", `${COUNT} of ${CHOICES}`],
  ["boolean", "true or false"],
  ["text", "any text"],
].map(([kind, pattern]) => [kind, new RegExp(`^(?<description>[^]*\\S), (?<rule>${pattern})$`)]);

/** The forms as a reader is told them. */
export const FORMS = [
  "a number from A to B",
  "a whole number from A to B",
  "one of X, Y, Z",
  "true or false",
  "any text",
  "N numbers from A to B          (a list; also: N to M numbers, N whole numbers …)",
  "N of X, Y, Z                   (a list; also: N to M of X, Y, Z)",
];

/** A number as comments and readers write it, with the typographic minus too. */
export const plainMinus = (text) => text.replaceAll(/−(?=[\d.])/g, "-");

/** The names or, beside a parameter that is a number, the numbers of a list of choices. */
function choicesOf(text, value) {
  const words = text.split(/,\s+/);
  return typeof [value].flat()[0] === "number" ? words.map((word) => Number(plainMinus(word))) : words;
}

function ruleOf(kind, { description, rule, minimum, maximum, whole, choices, least, most = least }, value) {
  return {
    kind,
    description,
    rule,
    ...(least && { count: { least: Number(least), most: Number(most) } }),
    ...(kind === "number" && {
      minimum: Number(plainMinus(minimum)),
      maximum: Number(plainMinus(maximum)),
      whole: Boolean(whole),
    }),
    ...(choices && { choices: choicesOf(choices, value) }),
  };
}

/** What a comment says of its parameter, whose default tells whether choices are numbers; undefined when it follows no form. */
export function readComment(comment, value) {
  for (const [kind, pattern] of RULES) {
    const found = pattern.exec(comment);
    if (found) return ruleOf(kind, found.groups, value);
  }
  return undefined;
}

/** What contradicts itself in a rule. */
export function contradiction({ minimum, maximum, whole, choices, count }) {
  if (minimum > maximum) return `goes down from ${minimum} to ${maximum}`;
  if (whole && !(Number.isSafeInteger(minimum) && Number.isSafeInteger(maximum))) {
    return "has an end that is no whole number";
  }
  if (count && count.least > count.most) return `goes down from ${count.least} to ${count.most} elements`;
  if (choices && new Set(choices).size < choices.length) return "names a choice twice";
  return undefined;
}

/** Whether the rule allows the value. */
export function allows(rule, value) {
  const { count } = rule;
  if (!count) return allowsOne(rule, value);
  const fits = Array.isArray(value) && value.length >= count.least && value.length <= count.most;
  return fits && value.every((element) => allowsOne(rule, element));
}

function allowsOne({ kind, minimum, maximum, whole, choices }, value) {
  if (kind === "boolean") return typeof value === "boolean";
  if (kind === "text") return typeof value === "string";
  if (kind === "choice") return choices.includes(value);
  const isNumber = typeof value === "number" && value >= minimum && value <= maximum;
  return isNumber && (!whole || Number.isSafeInteger(value));
}
