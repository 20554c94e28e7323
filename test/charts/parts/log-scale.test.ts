import { expect, test } from "vitest";
import { logScale } from "../../../src/charts/parts/log-scale";
import { axisChanges, menu } from "../../../src/charts/parts/menu";
import { titled } from "../../../src/charts/style/figure";

test.each([
  ["less than half a power of ten", [2, 5], undefined],
  ["one power: 1, 2 and 5, which 7, 8 and 9 would hide", [0.2, 2.2], "D2"],
  ["several powers: they alone", [1e-4, 1], 1],
  ["many", [1e-40, 1], undefined],
])("the labels of a scale over %s leave each other room", (_, values, dtick) => {
  expect(logScale({ values }).axis("size")["dtick"]).toBe(dtick);
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
      "yaxis.dtick": "D2",
      "yaxis.tickmode": "linear",
      "yaxis.autorange": true,
    },
    {
      "title.text": "",
      "yaxis.title.text": "share",
      "yaxis.type": "linear",
      "yaxis.dtick": null,
      "yaxis.tickmode": "auto",
      "yaxis.autorange": true,
    },
  ]);
});
