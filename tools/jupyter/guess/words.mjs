// What is said of a guess: the question, where the reader stands, and how the guess compares with the curve.
import { pretty, sizeOf } from "../../../src/charts/style/figure";

const LEVEL = 0.3; // decades: within a factor of 2 something keeps its size
const CLOSE = 0.05; // decades: 12 %
const FACTOR = 2; // decades, below which a ratio is said as a factor
const NOTABLE = 0.1; // of a linear axis
const UNSEEN = 0.01; // of a linear axis
const DIGITS = 2;

/** A value of the axis, in its units. */
function valueOf({ isDecades, isShare }, value) {
  if (isShare) return `${String(Math.round(100 * value)).replace("-", "−")} %`;
  return isDecades ? sizeOf(value, DIGITS) : pretty(value, DIGITS);
}

/** A place along x: "layer 7", "step k = 200". */
function placeOf({ labels, columns }, column) {
  const name = labels.x.replace(/\s*\(.*\)$/, "").split(",")[0];
  const isSymbol = /(^|\s)\S$/.test(name) || name.split(" ").length > 2;
  return `${name}${isSymbol ? " = " : " "}${pretty(columns[column], 4)}`;
}

/** The curve by its name; "" where it has none of its own. */
const nameOf = ({ name, labels }) =>
  name === "measured" || name === labels.y ? "" : `“${name.replace(/[:,] measured$/, "")}”`;
const subjectOf = (question) => nameOf(question) || "it";

/** A ratio, given in decades, in words. */
function ratio(decades) {
  const size = Math.abs(decades);
  return size < FACTOR
    ? `a factor of ${pretty(10 ** size, DIGITS)}`
    : `${pretty(size, size < 10 ? 2 : 3)} decades`;
}
/** −1, 0 or 1: whether a change goes down, nowhere or up. */
const directionOf = (change, least) => (Math.abs(change) < least ? 0 : Math.sign(change));
const drawnWith = (direction) => `you had it ${["fall", "keep its size", "rise"][direction + 1]}`;

/** The columns that both have, but for the given one. */
const shared = ({ truth, given }, guess) =>
  [...truth.keys()].filter((i) => i !== given && truth[i] !== null && guess[i] !== null);

/** By how many decades the guess is off where it is farthest from what was given, and whether its direction was right. */
function inDecades(question, guess) {
  const { truth, given } = question;
  const columns = shared(question, guess);
  const far = columns.reduce((a, b) => (Math.abs(b - given) > Math.abs(a - given) ? b : a));
  const off = truth[far] - guess[far];
  const gap =
    Math.abs(off) < CLOSE ? "the same within 12 %" : `${off > 0 ? "higher" : "lower"} by ${ratio(off)}`;
  const [is, drawn] = [truth, guess].map((values) => directionOf(values[far] - truth[given], LEVEL));
  const by = ratio(truth[far] - truth[given]);
  const does = [`falls by ${by}`, "keeps its size within a factor of 2", `rises by ${by}`][is + 1];
  return (
    `At ${placeOf(question, far)} you drew ${valueOf(question, guess[far])}; ${subjectOf(question)} is ${valueOf(question, truth[far])}, ${gap}. ` +
    `From ${placeOf(question, given)} to there it ${does}: ${is === drawn ? "you had the direction right" : drawnWith(drawn)}.`
  );
}

/** How far the guess is off on the mean and at most, and whether its direction was right, or where its top is. */
function inUnits(question, guess) {
  const { truth, range, isShare } = question;
  const columns = shared(question, guess);
  const gaps = columns.map((i) => Math.abs(guess[i] - truth[i]));
  if (Math.max(...gaps) <= UNSEEN * (range[1] - range[0]))
    return "Your guess is the curve, as far as the eye can tell.";
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const worst = columns[gaps.indexOf(Math.max(...gaps))];
  const least = NOTABLE * (range[1] - range[0]);
  const [first, last] = [columns[0], columns.at(-1)];
  const [is, drawn] = [truth, guess].map((values) => directionOf(values[last] - values[first], least));
  const top = (values) => columns.reduce((a, b) => (values[b] > values[a] ? b : a));
  const direction =
    is === 0
      ? `It is highest at ${placeOf(question, top(truth))}, your guess at ${placeOf(question, top(guess))}.`
      : `From ${placeOf(question, first)} to ${pretty(question.columns[last], 4)} it ${is > 0 ? "rises" : "falls"}: ` +
        `${is === drawn ? "you had the direction right" : drawnWith(drawn).replace("keep its size", "end about where it began")}.`;
  const off = isShare ? `${Math.round(100 * mean)} percentage points` : pretty(mean, DIGITS);
  return (
    `You are ${off} off on average, most at ${placeOf(question, worst)}: ` +
    `you drew ${valueOf(question, guess[worst])}; ${subjectOf(question)} is ${valueOf(question, truth[worst])}. ${direction}`
  );
}

/** What the reader is asked. */
export const askOf = (question) =>
  `Draw what you expect${nameOf(question) && ` for ${nameOf(question)}`}, then see it.`;

/** How to draw. */
export const helpOf = (question) =>
  (question.given === undefined ? "" : `The point at ${placeOf(question, question.given)} is given. `) +
  "Drag across the chart. On a keyboard, ← and → choose the place, ↑ and ↓ move the guess there, further with Shift.";

/** Where the reader stands, and what is drawn there. */
export function standing(question, column, value) {
  const given = column === question.given ? ", given" : "";
  const drawn = value === null ? "nothing drawn yet" : `${valueOf(question, value)}${given}`;
  return `${placeOf(question, column)}: ${drawn}`;
}

/** How a guess, a value or null for each column, compares with the curve. */
export const compare = (question, guess) => (question.isDecades ? inDecades : inUnits)(question, guess);

/** Whether a guess has enough values for that. */
export const isComparable = (question, guess) =>
  shared(question, guess).length >= (question.given === undefined ? 2 : 1);
