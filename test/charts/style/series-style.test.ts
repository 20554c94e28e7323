import { describe, expect, it } from "vitest";
import { activation, activationNames } from "../../../src/activations";
import { activationStyle, seriesColors, seriesStyles } from "../../../src/charts/style/series-style";
import { colorway } from "../../../src/charts/style/figure";
import { optimizerStyle } from "../../../src/charts/style/optimizer-style";
import { adam, type Optimizer, sgd } from "../../../src/optimizers";

describe("seriesStyles(names)", () => {
  it("gives every activation a look of its own, the same beside any others", () => {
    const all = seriesStyles(activationNames);
    expect(new Set(all.map((style) => JSON.stringify(style))).size).toBe(activationNames.length);
    for (const [i, name] of activationNames.entries()) {
      const other = name === "relu" ? "tanh" : "relu";
      expect(seriesStyles([other, name])[1]).toEqual(all[i]);
      expect(activationStyle(activation(name))).toEqual(all[i]);
    }
  });
  it("knows an activation with parameters", () => {
    expect(seriesStyles(["leakyRelu(0.1)", "elu(1)"])).toEqual(seriesStyles(["leakyRelu", "elu"]));
  });
  it("knows optimizers by their names, with a rate behind them, and by their labels", () => {
    const styles = [sgd(0.1), adam(0.1)].map(({ name }) => optimizerStyle({ name } as Optimizer).color);
    for (const names of [
      ["sgd(0.1)", "adam(0.01)"],
      ["gradient descent", "Adam"],
    ])
      // prettier-ignore
      expect(seriesStyles(names)).toEqual(styles.map((color) => ({ color })));
    expect(seriesStyles(["adam(0.1)", "adam(0.2)"])[0].color).toBe(colorway[0]);
  });
  it("leaves an activation its look beside other names, which take the colours that are left", () => {
    const [tanh, twin, sigmoid, other] = seriesStyles(["tanh", "tanh, twin", "sigmoid", "depth 5"]);
    expect([tanh, sigmoid]).toEqual(seriesStyles(["tanh", "sigmoid"]));
    const free = colorway.filter((color) => color !== tanh.color && color !== sigmoid.color);
    expect([twin, other]).toEqual([{ color: free[0] }, { color: free[1] }]);
    const all = [...activationNames, "another"];
    expect(colorway).toContain(seriesStyles(all).at(-1)!.color);
  });
  it("takes the palette's order for other names, for two of one activation, and for one alone", () => {
    for (const names of [["elu(1)", "elu(2)"], ["relu, depth 5", "relu, depth 9"], ["relu"]])
      expect(seriesStyles(names)).toEqual(names.map((_, i) => ({ color: colorway[i] })));
  });
});

describe("seriesColors(names)", () => {
  it("tells series apart by colour alone, also relatives that share one", () => {
    expect(seriesColors(["sigmoid", "relu"])).toEqual(
      seriesStyles(["sigmoid", "relu"]).map(({ color }) => color),
    );
    expect(new Set(seriesColors(["relu", "relu6", "softplus"])).size).toBe(3);
  });
});
