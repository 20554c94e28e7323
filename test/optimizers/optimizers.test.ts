import { expect, test } from "vitest";
import {
  adagrad,
  adam,
  adamw,
  cosine,
  momentum,
  nesterov,
  normalizedSgd,
  type Optimizer,
  rmsprop,
  sgd,
  stepDecay,
  warmup,
} from "../../src/optimizers";
import { numbers } from "../../src/optimizers/optimizer";

/** The path of w on C = ½·curvature·w². */
function descend(optimizer: Optimizer, steps: number, curvature = 2, start = 1): number[] {
  let [w, slots] = [start, [...optimizer.slots]];
  return Array.from({ length: steps }, (_, i) => {
    const { change, slots: next } = optimizer.update(numbers(i + 1), curvature * w, slots);
    slots = next;
    return (w -= change);
  });
}

test("sgd contracts a quadratic by 1 − ηλ per step", () => {
  const path = descend(sgd(0.1), 10);
  path.forEach((w, i) => expect(w).toBeCloseTo(0.8 ** (i + 1), 14));
});

test("Adagrad with ε = 0 from 1 at rate ½: 0.5, then 0.5 − 0.25/√1.25, whatever the curvature", () => {
  for (const curvature of [2, 0.002]) {
    const path = descend(adagrad(0.5, { epsilon: 0 }), 2, curvature);
    expect(path[0]).toBeCloseTo(0.5, 14);
    expect(path[1]).toBeCloseTo(0.5 - 0.25 / Math.sqrt(1.25), 14);
  }
});

test("Adagrad's rate only decays: at a gradient of 1 the steps are η/√k, also after a large one", () => {
  const rule = adagrad(0.5, { epsilon: 0 });
  const step = (gradient: number, slots: number[], k: number) => rule.update(numbers(k), gradient, slots);
  let slots = [...rule.slots];
  for (let k = 1; k <= 5; k++) {
    const { change, slots: next } = step(1, slots, k);
    slots = next;
    expect(change).toBeCloseTo(0.5 / Math.sqrt(k), 14);
  }
  const afterLarge = step(1, step(100, slots, 6).slots, 7).change;
  expect(afterLarge).toBeCloseTo(0.5 / Math.sqrt(5 + 1e4 + 1), 14);
});

test("momentum follows its two-term recurrence w₊ = w + μ(w − w₋) − ηλw", () => {
  const path = [1, 1, ...descend(momentum(0.1, { momentum: 0.5 }), 8)];
  for (let i = 2; i < path.length - 1; i++) {
    const [before, now, next] = [path[i - 1], path[i], path[i + 1]];
    expect(next).toBeCloseTo(now + 0.5 * (now - before) - 0.2 * now, 14);
  }
});

test("Nesterov looks ahead: its step is momentum's next one with the gradient once more", () => {
  let [w, v] = [1, 0];
  for (const got of descend(nesterov(0.1, { momentum: 0.5 }), 8)) {
    v = 0.5 * v + 2 * w;
    w -= 0.1 * (2 * w + 0.5 * v);
    expect(got).toBeCloseTo(w, 14);
  }
});

test("normalizedSgd moves a number by exactly the rate, towards the minimum", () => {
  expect(descend(normalizedSgd(0.25), 3)).toEqual([0.75, 0.5, 0.25]);
});

test("schedules: cosine from 1 to its end, stepDecay by its share, warmup up to 1 and then on", () => {
  expect([0, 5, 10].map((step) => cosine({ end: 0.2 })(step, 11))).toEqual([
    1,
    expect.closeTo(0.6, 12),
    expect.closeTo(0.2, 12),
  ]);
  expect([0, 9, 10, 20].map((step) => stepDecay({ every: 10, share: 0.5 })(step, 99))).toEqual([
    1, 1, 0.5, 0.25,
  ]);
  expect([0, 1, 3, 4].map((step) => warmup({ steps: 4 })(step, 99))).toEqual([0.25, 0.5, 1, 1]);
  expect(warmup({ steps: 4, after: cosine() })(14, 15)).toBeCloseTo(0, 12);
  expect(() => stepDecay({ every: 0 })).toThrow("stepDecay every must be a whole number from 1 up; got 0");
  expect(() => adamw(0.1, { decay: -1 })).toThrow("adamw decay must be a finite number from 0 to 1; got -1");
});

test("the first step of Adam and of uncorrected RMSProp has its known size", () => {
  expect(1 - descend(adam(0.01, { epsilon: 0 }), 1)[0]).toBeCloseTo(0.01, 14);
  expect(1 - descend(rmsprop(0.01, { decay: 0.9, epsilon: 0 }), 1)[0]).toBeCloseTo(0.01 / Math.sqrt(0.1), 14);
});

test("a gradient that is always 0 changes nothing, even with ε = 0", () => {
  for (const rule of [adagrad(1, { epsilon: 0 }), adam(1, { epsilon: 0 }), rmsprop(1, { epsilon: 0 })]) {
    expect(descend(rule, 3, 0)).toEqual([1, 1, 1]);
  }
});

test.each([
  [() => sgd(0), "sgd rate must be a finite number above 0 to 1000; got 0"],
  [() => adam(Number.NaN), "adam rate must be a finite number above 0 to 1000; got NaN"],
  [() => adam(0.1, { beta1: 1 }), "adam beta1"],
  [() => momentum(0.1, { nesterov: true } as never), 'momentum options has no such option; got "nesterov"'],
])("bad input %# names the rule and the value", (make, message) => {
  expect(make).toThrow(message);
});
