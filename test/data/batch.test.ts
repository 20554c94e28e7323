import { expect, test } from "vitest";
import { batches } from "../../src/data/batch";
import type { Batch } from "../../src/data/dataset";
import { fromArrays } from "../../src/data/from-arrays";
import { random } from "../../src/random/random";

const inputs = Array.from({ length: 10 }, (_, i) => [i, -i]);
const withLabels = fromArrays({ inputs, labels: inputs.map((_, i) => i % 3) });
const withTargets = fromArrays({ inputs, targets: inputs.map(([x]) => [x / 2]) });

/** The batches of three epochs, each as it is when its turn is. */
function taken(data: typeof withLabels, inPlace: boolean): { seen: Batch[]; copies: Batch[] } {
  const source = batches(data, 3, random(1, "batches"), inPlace);
  const seen = Array.from({ length: 9 }, () => source.next().value);
  const again = batches(data, 3, random(1, "batches"), inPlace);
  const copies = Array.from({ length: 9 }, () => structuredClone(again.next().value));
  return { seen, copies };
}

test.each([
  ["labels", withLabels],
  ["targets", withTargets],
])("batches in place hold what new ones hold, in the arrays of the first, with %s", (_, data) => {
  const fresh = taken(data, false);
  const { seen, copies } = taken(data, true);
  expect(copies).toEqual(fresh.seen);
  expect(new Set(seen.map(({ inputs }) => inputs)).size).toBe(1);
  expect(new Set(fresh.seen.map(({ inputs }) => inputs)).size).toBe(9);
  for (const { inputs, labels, targets } of copies) {
    const rows = Array.from({ length: 3 }, (_, i) => inputs[2 * i]);
    if (targets) expect([...targets]).toEqual(rows.map((x) => x / 2));
    else expect([...labels]).toEqual(rows.map((x) => x % 3));
  }
});

test("every epoch has each example once at most, in another order", () => {
  const { copies } = taken(withLabels, true);
  const epochs = [0, 3, 6].map((from) => copies.slice(from, from + 3).flatMap(({ inputs }) => Array.from({ length: 3 }, (_, i) => inputs[2 * i]))); // prettier-ignore
  for (const epoch of epochs) expect(new Set(epoch).size).toBe(9);
  expect(epochs[0]).not.toEqual(epochs[1]);
});
