import { expect, test } from "vitest";
import { runComparison } from "../../../src/comparison/run-comparison";
import { fromArrays } from "../../../src/data/from-arrays";
import { meanField } from "../../../src/theory/mean-field/net-mean-field";
import { meanFields } from "../../../src/theory/mean-field/mean-fields";

test("meanFields says of each row of a comparison what meanField does of its net, for data of the size that it was measured on", async () => {
  const data = fromArrays({ inputs: [[3, 1], [-1, 5]], labels: [0, 1] }); // prettier-ignore
  const base = { depth: 4, width: 6, init: "heNormal" } as const;
  const { rows } = await runComparison({ activation: ["tanh", "relu"] }, { base, data, seeds: 2 });
  const predicted = meanFields(rows);
  expect(Object.keys(predicted)).toEqual(["tanh", "relu"]);
  for (const { name, reports } of rows) {
    expect(predicted[name]).toEqual(meanField(reports[1].description, { inputMeanSquare: 9 }));
    expect(predicted[name]).toEqual(meanField(reports[0]));
    expect(predicted[name]).not.toEqual(meanField(reports[0].description));
  }
});
