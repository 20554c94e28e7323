import type { Net } from "../architecture/net";
import type { Dataset } from "../data/dataset";
import { requireKnownKeys, requireNumber } from "../errors";
import { counted, inShort, shown } from "../shown";
import { unitActivity } from "./unit-activity";

/** How the units of a layer die and come back, look by look. */
export interface LayerLives {
  /** 1 for the first hidden layer. */
  layer: number;
  /** How many units it has. */
  units: number;
  /** Units that are dead at each look. */
  dead: number[];
  /** Deaths since the beginning: a unit that was on at one look and is dead at the next counts each time. */
  died: number[];
  /** Returns since the beginning: a unit that was dead at one look and is on at the next. */
  revived: number[];
}

/** The lives of a net's units over a training. */
export interface UnitLives {
  /** How many examples are looked at. */
  points: number;
  /** Steps done before each look, from 0. */
  steps: number[];
  /** From the first hidden layer to the last. */
  layers: LayerLives[];
  /** Ends it. */
  stop(): void;
}

/**
 * Follows which hidden units are dead for a data set while a net is trained: looks now, and then after the steps 1, 1 + every, ….
 * @param net a net that is then trained by `train`
 * @param data what a unit must be off for to count as dead; all the training data, say
 * @param options.every steps from one look to the next, a whole number from 1; default 10
 * @returns what is seen, which grows with the training until `stop()`
 * @throws InvalidArgument when the data does not fit the net
 */
export function followUnits(net: Net, data: Dataset, options: { every?: number } = {}): UnitLives {
  requireKnownKeys("followUnits options", options, ["every"]);
  const every = requireNumber("followUnits every", options.every ?? 10, { min: 1, whole: true });
  const first = unitActivity(net, data);
  let before = first.layers.map(({ onShares }) => onShares.map((share) => share === 0));
  const layers = before.map((isDead, i): LayerLives => ({ layer: i + 1, units: isDead.length, dead: [count(isDead)], died: [0], revived: [0] })); // prettier-ignore
  const steps = [0];
  const look = (done: number): void => {
    // What is no number any more, in a net that diverges, says nothing new.
    const now = unitActivity(net, data).layers.map(({ onShares }, i) =>
      onShares.map((share, unit) => (Number.isNaN(share) ? before[i][unit] : share === 0)),
    );
    steps.push(done);
    for (const [i, { dead, died, revived }] of layers.entries()) {
      dead.push(count(now[i]));
      died.push(died.at(-1)! + count(now[i].map((isDead, unit) => isDead && !before[i][unit])));
      revived.push(revived.at(-1)! + count(now[i].map((isDead, unit) => !isDead && before[i][unit])));
    }
    before = now;
  };
  const stop = net.onGradients(({ source, step }) => (source === "train" ? look(step + 1) : undefined), {
    every,
    parameters: true,
  });
  return shown({ points: first.points, steps, layers, stop }, (found) => {
    const sum = (what: "died" | "revived"): number => layers.reduce((all, layer) => all + layer[what].at(-1)!, 0); // prettier-ignore
    return inShort("Lives", `${counted(sum("died"), "death")} and ${counted(sum("revived"), "return")} in ${counted(steps.at(-1)!, "step")}.`, found); // prettier-ignore
  });
}

const count = (flags: readonly boolean[]): number => flags.filter(Boolean).length;
