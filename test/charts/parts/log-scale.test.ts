import { expect, test } from "vitest";
import { logScale } from "../../../src/charts/parts/log-scale";
import { axisChanges, menu } from "../../../src/charts/parts/menu";
import { titled } from "../../../src/charts/style/figure";

test.each([
  ["less than half a power of ten", [2, 5], undefined],
  ["less than a factor of five", [0.21, 0.7], undefined],
  ["several powers: they alone", [1e-4, 1], 1],
  ["many", [1e-40, 1], undefined],
])("the labels of a scale over %s leave each other room", (_, values, dtick) => {
  expect(logScale({ values }).axis("size")["dtick"]).toBe(dtick);
  expect(logScale({ values }).axis("size")).not.toHaveProperty("tickvals");
});

test("over one power of ten they are 1, 2 and 5, each the whole number", () => {
  const { tickvals, ticktext } = logScale({ values: [0.2, 2.2] }).axis("size") as { tickvals: number[]; ticktext: string[] }; // prettier-ignore
  expect(tickvals).toEqual([0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50]);
  expect(ticktext.slice(4, 8)).toEqual(["0.2", "0.5", "1", "2"]);
  const small = logScale({ values: [2e-9, 3e-8] }).axis("size")["ticktext"];
  expect(small).toContain("5·10⁻⁹");
});

test("a menu takes the labels of one view away in the next", () => {
  const axes = [logScale({ values: [0.2, 2.2] }).axis("loss"), titled("share", { type: "linear" })];
  const { updatemenus } = menu(
    axes.map((axis, i) => ({ label: `${i}`, title: "", data: [], changes: axisChanges(axis) })),
  );
  const [{ buttons }] = updatemenus as { buttons: { args: object[] }[] }[];
  expect(buttons.map(({ args }) => args[1])).toEqual([
    {
      "title.text": "",
      "yaxis.title.text": "loss",
      "yaxis.type": "log",
      "yaxis.dtick": null,
      "yaxis.tickvals": expect.any(Array),
      "yaxis.ticktext": expect.arrayContaining(["0.2", "0.5"]),
      "yaxis.tickformat": null,
      "yaxis.tickmode": "array",
      "yaxis.autorange": true,
    },
    {
      "title.text": "",
      "yaxis.title.text": "share",
      "yaxis.type": "linear",
      "yaxis.dtick": null,
      "yaxis.tickvals": null,
      "yaxis.ticktext": null,
      "yaxis.tickformat": null,
      "yaxis.tickmode": "auto",
      "yaxis.autorange": true,
    },
  ]);
});
